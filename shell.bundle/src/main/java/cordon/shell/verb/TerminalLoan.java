package cordon.shell.verb;

import java.io.IOException;

/** The caller's terminal, for a program that the verb starts, while a shell has it otherwise. */
@FunctionalInterface
public interface TerminalLoan {
    /** Nobody else uses the terminal. */
    TerminalLoan FREE = () -> () -> { };

    /** Hands the terminal over, until the result is closed. */
    Return lend() throws IOException, InterruptedException;

    /** Gives it back. */
    @FunctionalInterface
    interface Return extends AutoCloseable {
        @Override
        void close() throws IOException;
    }
}
