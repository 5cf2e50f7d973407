package cordon.core;

import cordon.api.launch.PlanRunner;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command to start.
 *
 * @param command     {@code snap.app}, or {@code snap} for the app of the same name
 * @param arguments   for the program, without its name
 * @param uid         of the caller, from the kernel
 * @param gid         of the caller, from the kernel
 * @param environment of the caller; what is dangerous in it does not cross
 * @param directory   the caller's working directory, absolute
 * @param umask       of the caller
 * @param stdio       descriptors that the program gets, unless it has a terminal; not closed
 * @param terminal    the terminal to make for it, when its caller sits at one
 * @param manner      in which it is run
 */
public record RunRequest(String command, List<String> arguments, int uid, int gid, Map<String, String> environment, String directory,
        int umask, PlanRunner.Stdio stdio, Optional<TerminalRequest> terminal, Manner manner) {
    /** Copies list and map. */
    public RunRequest {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    /** A command as its users run it. */
    public RunRequest(String command, List<String> arguments, int uid, int gid, Map<String, String> environment, String directory,
            int umask, PlanRunner.Stdio stdio, Optional<TerminalRequest> terminal) {
        this(command, arguments, uid, gid, environment, directory, umask, stdio, terminal, Manner.ORDINARY);
    }

    /** The same command in another manner. */
    public RunRequest in(Manner other) {
        return new RunRequest(command, arguments, uid, gid, environment, directory, umask, stdio, terminal, other);
    }

    /**
     * A terminal to make.
     *
     * @param channel number of the socket over which its master is sent; not closed
     * @param rows    height
     * @param columns width
     * @param errorToo whether standard error is the terminal too
     */
    public record TerminalRequest(int channel, int rows, int columns, boolean errorToo) {
    }
}
