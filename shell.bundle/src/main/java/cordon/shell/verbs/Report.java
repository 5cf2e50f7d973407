package cordon.shell.verbs;

import cordon.core.Outcome;
import cordon.core.Progress;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;

/** Tells people what a change does and did. */
final class Report {
    private static final String CLEAR_LINE = "\r\033[K";

    private Report() {
    }

    /** One line that changes, on standard error, when that is a terminal. */
    static Progress progress(Call call) {
        if (!call.caller().terminals().contains(2)) {
            return Progress.SILENT;
        }
        return what -> {
            call.err().print(CLEAR_LINE + Table.printable(what) + " ...");
            call.err().flush();
        };
    }

    /** Takes the line of progress away. */
    static void progressEnds(Call call) {
        if (call.caller().terminals().contains(2)) {
            call.err().print(CLEAR_LINE);
            call.err().flush();
        }
    }

    /** The summary to standard output, with what else there is to say; warnings to standard error. */
    static void outcome(Call call, Outcome outcome) {
        call.out().println(Table.printable(outcome.summary()));
        outcome.details().forEach(detail -> call.out().println("  " + Table.printable(detail)));
        outcome.warnings().forEach(warning -> call.err().println("warning: " + Table.printable(warning)));
    }
}
