package cordon.shell.verbs;

import cordon.api.launch.PlanRunner;
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

    private static Optional<RunRequest.TerminalRequest> terminal(Caller caller) {
        return caller.channel().map(channel -> new RunRequest.TerminalRequest(channel.number(), caller.rows(), caller.columns(),
                caller.terminals().contains(2)));
    }
}
