package cordon.shell.verbs;

import cordon.api.launch.Exit;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.Manner;
import cordon.shell.verb.Call;
import cordon.shell.verb.ExitException;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.UsageException;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code run SNAP.APP [ARG...]}. */
final class RunVerb extends Verb {
    private static final Option SHELL = new Option("--shell", "run a shell in its place, confined as it is; arguments are the shell's");
    private static final Option STRACE = new Option("--strace", "print its system calls with strace, which runs outside, as you");
    private static final Option GDB = new Option("--gdb", "debug it with gdb, which runs outside, as you");
    private static final Map<Option, Manner> MANNERS = Map.of(SHELL, Manner.SHELL, STRACE, new Manner.Traced(Manner.Tracer.STRACE), GDB,
            new Manner.Traced(Manner.Tracer.GDB));

    private final Cordon cordon;

    RunVerb(Cordon cordon) {
        super(Syntax.of("run", Who.ANYONE, "Run a command of a snap, confined").arguments("SNAP[.APP]", "[ARG...]").dataAfter(1)
                .options(SHELL, STRACE, GDB)
                .details("It gets your input, output, terminal and signals, and its exit status becomes that of this program.",
                        "All that follows its name is for it, whatever it looks like."));
        this.cordon = cordon;
    }

    @Override
    protected void run(Call call, Parsed words) throws CordonException, UsageException, ExitException, IOException, InterruptedException {
        Exit exit = Attended.run(cordon, call, Launches.request(call.caller(), words, manner(words)));
        if (exit.signal() != 0 || exit.status() != 0) {
            throw new ExitException(words.argument(0), exit);
        }
    }

    private static Manner manner(Parsed words) throws UsageException {
        List<Manner> given = MANNERS.keySet().stream().filter(words::has).map(MANNERS::get).toList();
        if (given.size() > 1) {
            throw new UsageException("cannot run: --shell, --strace and --gdb exclude each other; give at most one");
        }
        return given.isEmpty() ? Manner.ORDINARY : given.get(0);
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() == 1 ? new Words(cordon).commands() : List.of();
    }
}
