package cordon.shell.verbs;

import cordon.api.launch.Descriptor;
import cordon.api.launch.Exit;
import cordon.api.launch.Started;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.Manner;
import cordon.core.RunningApp;
import cordon.linux.Signals;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;
import cordon.shell.verb.ExitException;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.SignalRelay;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.TerminalLoan;
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
        Exit exit = withTerminal(call, words, manner(words));
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

    private Exit withTerminal(Call call, Parsed words, Manner manner) throws CordonException, IOException, InterruptedException {
        TerminalLoan.Return loan = call.caller().terminal().lend();
        try {
            return carryOut(call, words, manner);
        } finally {
            loan.close();
        }
    }

    private Exit carryOut(Call call, Parsed words, Manner manner) throws CordonException, InterruptedException {
        RunningApp app = cordon.run(Launches.request(call.caller(), words, manner));
        // The command's side has its own copy; ours would keep the channel open after it has ended.
        call.caller().channel().ifPresent(Descriptor::close);
        try (Started process = app.process()) {
            SignalRelay.Turn turn = call.caller().signals().to(process);
            app.notes().forEach(note -> call.err().println("note: " + Table.printable(note)));
            call.err().flush();
            try {
                return await(process);
            } finally {
                turn.close();
            }
        }
    }

    /** Ctrl-C in the Felix shell interrupts the wait: the application is asked to end. */
    private static Exit await(Started process) throws InterruptedException {
        try {
            return process.await();
        } catch (InterruptedException e) {
            process.signal(Signals.TERM);
            throw e;
        }
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() == 1 ? new Words(cordon).commands() : List.of();
    }
}
