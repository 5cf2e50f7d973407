package cordon.shell.verbs;

import cordon.api.launch.Descriptor;
import cordon.api.launch.Exit;
import cordon.api.launch.Started;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.RunRequest;
import cordon.core.RunningApp;
import cordon.linux.Signals;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;
import cordon.shell.verb.SignalRelay;
import cordon.shell.verb.TerminalLoan;
import java.io.IOException;

/** A command that its caller attends to: with his terminal and signals, until it ends. */
final class Attended {
    private Attended() {
    }

    /** Starts it and waits. */
    static Exit run(Cordon cordon, Call call, RunRequest request) throws CordonException, IOException, InterruptedException {
        TerminalLoan.Return loan = call.caller().terminal().lend();
        try {
            return carryOut(cordon, call, request);
        } finally {
            loan.close();
        }
    }

    private static Exit carryOut(Cordon cordon, Call call, RunRequest request) throws CordonException, InterruptedException {
        RunningApp app = cordon.run(request);
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
}
