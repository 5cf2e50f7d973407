package cordon.shell.verbs;

import cordon.api.launch.Descriptor;
import cordon.api.launch.Exit;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.Manner;
import cordon.core.RunRequest;
import cordon.core.RunningApp;
import cordon.shell.text.Table;
import cordon.shell.verb.Attendance;
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
        SignalRelay.Turn hold = call.caller().signals().hold();
        try {
            return carryOut(cordon, call, request);
        } finally {
            hold.close();
            loan.close();
        }
    }

    private static Exit carryOut(Cordon cordon, Call call, RunRequest request) throws CordonException, InterruptedException {
        RunningApp app = cordon.run(request);
        // The command's side has its own copy; ours would keep the channel open after it has ended.
        call.caller().channel().ifPresent(Descriptor::close);
        boolean hasHelpers = request.manner() instanceof Manner.Observed || request.manner() instanceof Manner.Traced;
        Attendance attendance = new Attendance(app.process(), call.caller().signals(), call.session() == null && !hasHelpers);
        app.notes().forEach(note -> call.err().println("note: " + Table.printable(note)));
        call.err().flush();
        return attendance.await();
    }
}
