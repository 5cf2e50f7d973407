package cordon.audit.verb;

import cordon.audit.record.Context;
import cordon.audit.record.Denial;
import cordon.audit.source.Owners;
import cordon.audit.text.JsonLine;
import cordon.audit.text.Printable;
import cordon.audit.text.Wording;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints denials, those that are alike once, with how often and the last time. One thread at a time. */
final class Listing {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    /** The one that came first is forgotten when there are more different ones. */
    private static final int MOST = 10_000;
    /** What goes on and on is not printed more often. */
    private static final long PAUSE_NANOS = 5_000_000_000L;

    private final PrintStream out;
    private final boolean json;
    private final ScanlogVerb.Advice advice;
    private final Map<String, Group> groups = new LinkedHashMap<>();

    Listing(PrintStream out, boolean json, ScanlogVerb.Advice advice) {
        this.out = out;
        this.json = json;
        this.advice = advice;
    }

    /** Denials that are alike. */
    private static final class Group {
        private Denial last;
        private Optional<Owners.Owner> owner;
        private int count;
        private int printed;
        private long printedAt;
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** Whether the reader has gone. */
    boolean refused() {
        return out.checkError();
    }

    void add(Denial denial, Optional<Owners.Owner> owner) {
        String who = owner.map(Owners.Owner::name).orElse(denial.context().comm());
        Group group = groups.computeIfAbsent(who + " " + denial.module() + " " + denial.refused() + " " + Wording.of(denial), key -> new Group());
        group.last = denial;
        group.owner = owner;
        group.count++;
        if (groups.size() > MOST) {
            groups.remove(groups.keySet().iterator().next());
        }
    }

    void printAll() {
        List<Group> sorted = new ArrayList<>(groups.values());
        sorted.sort((a, b) -> time(a.last).orElse(Instant.EPOCH).compareTo(time(b.last).orElse(Instant.EPOCH)));
        sorted.forEach(this::print);
        out.flush();
    }

    /**
     * Prints those that are new, and those that came again since they were printed some seconds ago.
     *
     * @param last whether nothing comes after: then all that came again are printed
     */
    void printNew(boolean last) {
        for (Group group : groups.values()) {
            boolean again = group.count > group.printed && (last || System.nanoTime() - group.printedAt > PAUSE_NANOS);
            if (group.printed == 0 || again) {
                print(group);
            }
        }
        out.flush();
    }

    private static Optional<Instant> time(Denial denial) {
        return denial.context().time();
    }

    private void print(Group group) {
        List<String> lines = group.printed == 0 || json ? advice.on(group.last, group.owner) : List.of();
        int since = group.count - group.printed;
        group.printed = group.count;
        group.printedAt = System.nanoTime();
        if (json) {
            out.println(JsonLine.of(object(group, lines)));
            return;
        }
        Denial denial = group.last;
        String when = time(denial).map(at -> STAMP.format(at.atZone(ZoneId.systemDefault())) + " ").orElse("");
        String who = group.owner.map(Owners.Owner::name).orElse("(no snap)");
        Context context = denial.context();
        String process = context.pid() == 0 ? context.comm() : context.comm().isEmpty() ? "process " + context.pid() : context.comm() + "[" + context.pid() + "]";
        out.println(Printable.of(when + who + ": " + denial.module() + (denial.refused() ? " refused " : " noticed ") + Wording.of(denial)
                + (process.isEmpty() ? "" : ", by " + process) + (since > 1 ? ", " + since + " times" : "")));
        lines.forEach(line -> out.println("    " + Printable.of(line)));
    }

    private static Map<String, Object> object(Group group, List<String> lines) {
        Denial denial = group.last;
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("time", time(denial).map(Instant::toString).orElse(null));
        object.put("snap", group.owner.map(Owners.Owner::snap).orElse(null));
        object.put("app", group.owner.map(Owners.Owner::app).filter(app -> !app.isEmpty()).orElse(null));
        object.put("module", denial.module());
        object.put("refused", denial.refused());
        object.put("what", Wording.of(denial));
        if (denial instanceof Denial.File file) {
            object.put("path", file.path());
        } else if (denial instanceof Denial.Landlock landlock && !landlock.path().isEmpty()) {
            object.put("path", landlock.path());
        } else if (denial instanceof Denial.Ruled ruled) {
            object.put("rule", ruled.rule().kind() + ": " + ruled.rule().text());
        } else if (denial instanceof Denial.Syscall call) {
            object.put("syscall", call.number());
            object.put("name", call.arch().flatMap(arch -> arch.name(call.number())).orElse(null));
            object.put("arch", call.arch().map(arch -> arch.snapName()).orElse(null));
            object.put("action", call.action());
            object.put("signal", call.signal());
        }
        object.put("pid", denial.context().pid());
        object.put("comm", denial.context().comm());
        object.put("exe", denial.context().exe());
        object.put("label", denial.context().label());
        object.put("count", group.count);
        object.put("advice", lines);
        return object;
    }
}
