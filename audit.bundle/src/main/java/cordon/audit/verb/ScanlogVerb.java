package cordon.audit.verb;

import cordon.api.backend.RefusalLog;
import cordon.audit.record.Denial;
import cordon.audit.record.Denials;
import cordon.audit.source.Ancestry;
import cordon.audit.source.KeptLogs;
import cordon.audit.source.LiveLog;
import cordon.audit.source.LogLimits;
import cordon.audit.source.Owners;
import cordon.audit.source.ToldRefusals;
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
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/** {@code scanlog}: what applications tried and may not do. Keeps nothing between calls. */
public final class ScanlogVerb implements Function {
    static final String USAGE = "cordon scanlog [SNAP[.APP]] [--follow] [--from FILE] [--since TIME] [--all] [--json]";
    private static final int POLL_MILLIS = 200;
    private static final List<String> HELP = List.of("usage: " + USAGE,
            "Shows what applications tried and their policies do not allow, and what would allow it.",
            "Devices that were refused are in no log: the last ones are kept as long as the daemon runs.",
            "  --follow      from now on, until Ctrl-C; the kernel's limits on logging are lifted meanwhile",
            "  --from FILE   a log of any kind; - is standard input. Without it: audit.log, syslog, the journal and the kernel's buffer",
            "  --since TIME  such as 10m, 2h, today, 14:30 or \"2026-11-24 14:30\"; what bears no time is left out",
            "  --all         denials of others than applications of snaps too",
            "  --json        one object a line");

    private final Owners owners;
    private final LogLimits limits;
    private final Supplier<List<RefusalLog>> refusals;
    private final Advice advice;
    private final Clock clock;

    /** What would allow what was denied, in lines for people. */
    @FunctionalInterface
    public interface Advice {
        /** For whom: empty when it is not known. */
        List<String> on(Denial denial, Optional<Owners.Owner> owner);
    }

    /** @param refusals of the backends that are here now @param clock for {@code --since} */
    public ScanlogVerb(Owners owners, LogLimits limits, Supplier<List<RefusalLog>> refusals, Advice advice, Clock clock) {
        this.owners = owners;
        this.limits = limits;
        this.refusals = refusals;
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
        if (follow) {
            try (Ancestry ancestry = Ancestry.open()) {
                follow(taking(call, since, owners.with(ancestry), listing), listing, err);
            }
        } else {
            show(call, directory, taking(call, since, owners, listing), err);
            listing.printAll();
            if (listing.isEmpty()) {
                err.println("No denial" + (call.arguments().isEmpty() ? "" : " of " + Printable.of(call.arguments().get(0))) + " is in the log.");
            }
        }
    }

    /** What is kept: of the logs, and what backends told. */
    private void show(Arguments call, Path directory, Consumer<Denial> take, PrintStream err) throws CordonException, IOException, InterruptedException {
        read(call, directory, new Denials(take), err);
        if (call.value("--from").isEmpty()) {
            ToldRefusals told = new ToldRefusals(refusals);
            told.silences().forEach(silence -> err.println("note: " + Printable.of(silence)));
            told.next().forEach(take);
            sayMissed(told, err);
        }
    }

    /** Lists those that are asked for. */
    private static Consumer<Denial> taking(Arguments call, Optional<Instant> since, Owners owners, Listing listing) {
        return denial -> {
            Optional<Owners.Owner> owner = owners.of(denial.context());
            boolean wanted = call.arguments().isEmpty() ? owner.isPresent() || call.has("--all")
                    : owner.filter(one -> one.matches(call.arguments().get(0))).isPresent();
            if (wanted && since.map(from -> denial.context().time().filter(at -> !at.isBefore(from)).isPresent()).orElse(true)) {
                listing.add(denial, owner);
            }
        };
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

    private static void sayMissed(ToldRefusals told, PrintStream err) {
        told.missed().forEach((backend, count) -> err.println("note: " + Printable.of(backend) + " refused " + count + " more uses, too fast to take down each"));
    }

    /** Ends by an interrupt alone. */
    private void follow(Consumer<Denial> take, Listing listing, PrintStream err) throws IOException, InterruptedException {
        Denials denials = new Denials(take);
        ToldRefusals told = new ToldRefusals(refusals);
        LogLimits.Lifted lifted = limits.lift();
        told.passOver();
        try (LiveLog log = LiveLog.open()) {
            told.silences().forEach(silence -> err.println("note: " + Printable.of(silence)));
            String backends = told.names().stream().map(name -> " and what the backend " + Printable.of(name) + " refuses").collect(Collectors.joining());
            err.println("following " + log.name() + backends + "; Ctrl-C ends it");
            err.flush();
            while (!Thread.interrupted() && !listing.refused()) {
                List<String> lines = log.next(POLL_MILLIS);
                lines.forEach(denials::line);
                if (lines.isEmpty()) {
                    denials.settle();
                }
                told.next().forEach(take);
                listing.printNew(false);
                sayMissed(told, err);
            }
            listing.printNew(true);
        } finally {
            lifted.close();
        }
        throw new InterruptedException();
    }
}
