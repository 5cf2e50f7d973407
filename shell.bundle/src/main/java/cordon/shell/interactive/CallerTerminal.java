package cordon.shell.interactive;

import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.Signals;
import cordon.linux.TerminalSettings;
import cordon.linux.Terminals;
import cordon.shell.stream.DescriptorStream;
import cordon.shell.verb.Caller;
import cordon.shell.verb.SignalRelay;
import cordon.shell.verb.TerminalLoan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;

/**
 * The caller's terminal, for the line editor: raw while it is open, and what it was afterwards. The client leaves it alone as
 * long as no application has a terminal of its own.
 */
final class CallerTerminal implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(CallerTerminal.class.getName());
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+-]*");

    private final Fd keys;
    private final Fd screen;
    private final TerminalSettings before;
    private final TerminalInput input;
    private final ExternalTerminal terminal;
    private final SignalRelay.Turn turn;

    CallerTerminal(Caller caller) throws IOException {
        keys = Fd.of(caller.in()).duplicate();
        screen = Fd.of(caller.out()).duplicate();
        before = TerminalSettings.of(keys);
        input = new TerminalInput(keys);
        String type = caller.environment().getOrDefault("TERM", "");
        terminal = new ExternalTerminal("cordon", TYPE.matcher(type).matches() ? type : "dumb", input, new DescriptorStream(screen),
                StandardCharsets.UTF_8);
        resize();
        before.raw().applyTo(keys);
        turn = caller.signals().to(this::signal);
    }

    /** For the line editor. */
    Terminal terminal() {
        return terminal;
    }

    /** Lets a program have the terminal as it was. */
    TerminalLoan.Return lend() throws IOException, InterruptedException {
        // The reader is asked to pause before it is woken, so that it takes no key of the program's.
        terminal.pause();
        input.nudge();
        terminal.pause(true);
        before.applyTo(keys);
        return () -> {
            before.raw().applyTo(keys);
            resize();
            terminal.resume();
        };
    }

    private void resize() throws LinuxException {
        Terminals.Size size = Terminals.size(screen);
        terminal.setSize(new Size(size.columns() == 0 ? 80 : size.columns(), size.rows() == 0 ? 24 : size.rows()));
    }

    private void signal(int number) {
        try {
            switch (number) {
                case Signals.WINCH -> {
                    resize();
                    terminal.raise(Terminal.Signal.WINCH);
                }
                case Signals.INT -> terminal.raise(Terminal.Signal.INT);
                case Signals.HUP, Signals.KILL, Signals.TERM, Signals.QUIT -> input.end();
                default -> { }
            }
        } catch (LinuxException e) {
            LOG.log(System.Logger.Level.DEBUG, "a terminal has gone", e);
        }
    }

    @Override
    public void close() throws IOException {
        turn.close();
        input.end();
        terminal.close();
        before.applyTo(keys);
        input.close();
        keys.close();
        screen.close();
    }
}
