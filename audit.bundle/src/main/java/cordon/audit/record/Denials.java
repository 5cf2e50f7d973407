package cordon.audit.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * From lines to denials: an event that stands in several logs comes once, and Landlock's denials get the process of their domain,
 * which is logged just after the first of them. One thread at a time.
 */
public final class Denials {
    private static final int REMEMBERED = 20_000;
    private static final int WAITING = 1000;

    private final Consumer<Denial> next;
    private final Map<String, Context> domains = new HashMap<>();
    private final Deque<Denial.Landlock> waiting = new ArrayDeque<>();
    private final Set<String> seen = new LinkedHashSet<>();

    /** @param next gets each denial */
    public Denials(Consumer<Denial> next) {
        this.next = next;
    }

    /** Takes a line of a log. */
    public void line(String line) {
        for (LogRecord record : LogLine.read(line)) {
            if (isNew(record)) {
                take(record);
            }
        }
    }

    /** No domain is announced any more: what waits is passed on as it is. */
    public void settle() {
        List<Denial.Landlock> rest = List.copyOf(waiting);
        waiting.clear();
        rest.forEach(next);
    }

    private void take(LogRecord record) {
        if (record instanceof LandlockDomain domain) {
            if (domain.ended()) {
                domains.remove(domain.domain());
            } else {
                domains.put(domain.domain(), domain.context());
                release(domain.domain());
            }
        } else if (record instanceof Denial.Landlock denial) {
            Context process = domains.get(denial.domain());
            if (process != null) {
                next.accept(denial.by(process));
            } else {
                waiting.add(denial);
                if (waiting.size() > WAITING) {
                    next.accept(waiting.poll());
                }
            }
        } else if (record instanceof Denial denial) {
            next.accept(denial);
        }
    }

    private void release(String domain) {
        List<Denial.Landlock> known = new ArrayList<>();
        for (Iterator<Denial.Landlock> all = waiting.iterator(); all.hasNext();) {
            Denial.Landlock denial = all.next();
            if (denial.domain().equals(domain)) {
                known.add(denial.by(domains.get(domain)));
                all.remove();
            }
        }
        known.forEach(next);
    }

    /** The time and serial name an event, which may have several records; without a serial nothing is known to be the same. */
    private boolean isNew(LogRecord record) {
        if (record.context().serial() < 0 || record.context().time().isEmpty()) {
            return true;
        }
        boolean added = seen.add(record.toString());
        if (seen.size() > REMEMBERED) {
            Iterator<String> oldest = seen.iterator();
            oldest.next();
            oldest.remove();
        }
        return added;
    }
}
