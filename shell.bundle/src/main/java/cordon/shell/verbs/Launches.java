package cordon.shell.verbs;

import cordon.api.launch.PlanRunner;
import cordon.core.Manner;
import cordon.core.RunRequest;
import cordon.shell.verb.Caller;
import cordon.shell.verb.Parsed;
import java.util.Optional;

/** Makes a launch of what a caller asks for. A pure function. */
final class Launches {
    private Launches() {
    }

    /** The first argument names the command, all others are for it. */
    static RunRequest request(Caller caller, Parsed words) {
        return new RunRequest(words.argument(0), words.arguments().subList(1, words.arguments().size()), caller.uid(), caller.gid(),
                caller.environment(), caller.directory(), caller.umask(), new PlanRunner.Stdio(caller.in(), caller.out(), caller.err()),
                terminal(caller));
    }

    /**
     * The same in a manner. A tracer cannot share a terminal that is the command's alone: both have the caller's own descriptors. What the command
     * could do with them to the caller, type for him (TIOCSTI), the filter refuses, and the kernel, since it is not its controlling terminal.
     */
    static RunRequest request(Caller caller, Parsed words, Manner manner) {
        RunRequest plain = request(caller, words);
        Optional<RunRequest.TerminalRequest> terminal = manner instanceof Manner.Traced ? Optional.empty() : plain.terminal();
        return new RunRequest(plain.command(), plain.arguments(), plain.uid(), plain.gid(), plain.environment(), plain.directory(), plain.umask(),
                plain.stdio(), terminal, manner);
    }

    private static Optional<RunRequest.TerminalRequest> terminal(Caller caller) {
        return caller.channel().map(channel -> new RunRequest.TerminalRequest(channel.number(), caller.rows(), caller.columns(),
                caller.terminals().contains(2)));
    }
}
