package cordon.audit.verb;

import cordon.audit.record.Denial;
import cordon.audit.record.Denials;
import cordon.audit.source.KeptLogs;
import cordon.audit.source.LiveLog;
import cordon.audit.source.LogLimits;
import cordon.audit.source.Owners;
import cordon.audit.text.Printable;
import cordon.core.CordonException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/** {@code scanlog}: what applications tried and may not do. Keeps nothing between calls. */
public final class ScanlogVerb implements Function {
    static final String USAGE = "cordon scanlog [SNAP[.APP]] [--follow] [--from FILE] [--since TIME] [--all] [--json]";
    private static final int POLL_MILLIS = 200;
    private static final List<String> HELP = List.of("usage: " + USAGE,
            "Shows what applications tried and their policies do not allow, and what would allow it.",
            "  --follow      from now on, until Ctrl-C; the kernel's limits on logging are lifted meanwhile",
            "  --from FILE   a log of any kind; - is standard input. Without it: audit.log, syslog, the journal and the kernel's buffer",
            "  --since TIME  such as 10m, 2h, today, 14:30 or \"2026-11-24 14:30\"; what bears no time is left out",
            "  --all         denials of others than applications of snaps too",
            "  --json        one object a line");

    private final Owners owners;
    private final LogLimits limits;
    private final Advice advice;
    private final Clock clock;

    /** What would allow what was denied, in lines for people. */
    @FunctionalInterface
    public interface Advice {
        /** For whom: empty when it is not known. */
        List<String> on(Denial denial, Optional<Owners.Owner> owner);
    }

    /** @param clock for {@code --since} */
    public ScanlogVerb(Owners owners, LogLimits limits, Advice advice, Clock clock) {
        this.owners = owners;
        this.limits = limits;
        this.advice = advice;
        this.clock = clock;
    }

    @Override
    public Object execute(CommandSession session, List<Object> words) throws CordonException, IOException, InterruptedException {
        run(words, session.currentDir(), System.out, System.err);
        return null;
    }

    void run(List<Object> words, Path directory, PrintStream out, PrintStream err) throws CordonException, IOException, InterruptedException {
        Arguments call = Arguments.parse("scanlog", USAGE, Set.of("--follow", "-f", "--all", "--json"), Set.of("--from", "--since"), words);
        if (call.has("--help")) {
            HELP.forEach(out::println);
            return;
        }
        if (call.arguments().size() > 1) {
            throw Arguments.wrong("scanlog", "\"" + call.arguments().get(1) + "\" is one argument too many", USAGE);
        }
        boolean follow = call.has("--follow") || call.has("-f");
        if (follow && call.value("--from").isPresent()) {
            throw Arguments.wrong("scanlog", "--follow reads the kernel, not a file", USAGE);
        }
        Optional<Instant> since = call.value("--since").isPresent() ? Optional.of(Since.parse(call.value("--since").get(), clock.instant(), ZoneId.systemDefault()))
                : Optional.empty();
        Listing listing = new Listing(out, call.has("--json"), advice);
        Denials denials = new Denials(denial -> {
            Optional<Owners.Owner> owner = owners.of(denial.context());
            boolean wanted = call.arguments().isEmpty() ? owner.isPresent() || call.has("--all")
                    : owner.filter(one -> one.matches(call.arguments().get(0))).isPresent();
            if (wanted && since.map(from -> denial.context().time().filter(at -> !at.isBefore(from)).isPresent()).orElse(true)) {
                listing.add(denial, owner);
            }
        });
        if (follow) {
            follow(denials, listing, err);
        } else {
            read(call, directory, denials, err);
            listing.printAll();
            if (listing.isEmpty()) {
                err.println("No denial" + (call.arguments().isEmpty() ? "" : " of " + Printable.of(call.arguments().get(0))) + " is in the log.");
            }
        }
    }

    private static void read(Arguments call, Path directory, Denials denials, PrintStream err) throws CordonException, IOException, InterruptedException {
        Optional<String> from = call.value("--from");
        if (from.isEmpty()) {
            List<String> names = KeptLogs.readAll(denials::line);
            if (names.isEmpty()) {
                err.println("warning: there is no log that can be read");
            }
        } else if (from.get().equals("-")) {
            KeptLogs.read(System.in, denials::line);
        } else {
            try {
                KeptLogs.readFile(directory.resolve(from.get()), denials::line);
            } catch (NoSuchFileException e) {
                throw new CordonException(CordonException.Kind.NOT_FOUND, "cannot scanlog: there is no file " + Printable.of(e.getFile()), e);
            }
        }
        denials.settle();
    }

    private void follow(Denials denials, Listing listing, PrintStream err) throws IOException, InterruptedException {
        LogLimits.Lifted lifted = limits.lift();
        try (LiveLog log = LiveLog.open()) {
            err.println("following " + log.name() + "; Ctrl-C ends it");
            err.flush();
            while (!Thread.interrupted() && !listing.refused()) {
                List<String> lines = log.next(POLL_MILLIS);
                lines.forEach(denials::line);
                if (lines.isEmpty()) {
                    denials.settle();
                }
                listing.printNew(false);
            }
            listing.printNew(true);
        } finally {
            lifted.close();
        }
        throw new InterruptedException();
    }
}
