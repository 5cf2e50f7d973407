package cordon.audit.source;

import cordon.api.backend.Refusal;
import cordon.api.backend.RefusalLog;
import cordon.audit.record.Context;
import cordon.audit.record.Denial;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What backends tell that they refused, each refusal once. Backends come and go meanwhile. For one thread. */
public final class ToldRefusals {
    private final Supplier<List<RefusalLog>> logs;
    private final Map<RefusalLog, Long> last = new IdentityHashMap<>();
    private final Map<RefusalLog, Long> missed = new IdentityHashMap<>();

    /** @param logs those that are here now */
    public ToldRefusals(Supplier<List<RefusalLog>> logs) {
        this.logs = logs;
    }

    /** The backends that tell. */
    public List<String> names() {
        return logs.get().stream().filter(log -> log.silence().isEmpty()).map(RefusalLog::name).sorted().toList();
    }

    /** Why others do not. */
    public List<String> silences() {
        return logs.get().stream().flatMap(log -> log.silence().stream()).sorted().toList();
    }

    /** What was told before counts as seen. */
    public void passOver() {
        next();
        missed();
    }

    /** What was told since this was asked. */
    public List<Denial> next() {
        List<Denial> denials = new ArrayList<>();
        for (RefusalLog log : logs.get()) {
            for (Refusal refusal : log.after(last.getOrDefault(log, 0L))) {
                last.put(log, refusal.number());
                Context context = new Context(Optional.of(refusal.time()), -1, refusal.pid(), refusal.program(), "", refusal.label().text());
                denials.add(new Denial.Ruled(context, log.name(), refusal.missing()));
            }
        }
        return denials;
    }

    /** How many more were refused since this was asked, by backend; none for those that could take all down. */
    public Map<String, Long> missed() {
        Map<String, Long> more = new TreeMap<>();
        for (RefusalLog log : logs.get()) {
            long now = log.missed();
            long before = missed.getOrDefault(log, 0L);
            missed.put(log, now);
            if (now > before) {
                more.merge(log.name(), now - before, Long::sum);
            }
        }
        return more;
    }
}
