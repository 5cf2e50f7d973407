package cordon.core.launch;

import cordon.api.backend.Launch;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.Started;
import cordon.core.CordonException;
import cordon.core.RunRequest;
import cordon.core.RunningApp;
import cordon.core.RunningView;
import java.util.List;
import java.util.Optional;

/** Plans launches and starts them. Thread-safe. */
public interface Launcher {

    /**
     * Makes directories of the user that are missing, by a process of his. He can stop it: nobody else's launch or change may wait for this.
     *
     * @return the caller, with a home directory whose path has no links
     * @throws CordonException when the caller has no usable home, or a directory in it is a link or somebody else's
     */
    Launch.User prepare(AppToRun app, RunRequest request) throws CordonException;

    /**
     * The plan of a launch that was prepared. Like {@link #start}, it waits for nothing that the user could hold up.
     *
     * @param user as {@link #prepare} gave it
     * @return the plan; the caller closes it
     * @throws CordonException when the command cannot be confined as its policy says
     */
    LaunchPlan plan(AppToRun app, Launch.User user, RunRequest request) throws CordonException;

    /**
     * Starts a command.
     *
     * @param user as {@link #prepare} gave it
     * @return the process, counted among {@link #running()} until it ends, whether or not anybody waits for it
     * @throws CordonException as {@link #plan}, or when the process cannot be started
     */
    RunningApp start(AppToRun app, Launch.User user, RunRequest request) throws CordonException;

    /**
     * Goes on where the manner of a request puts somebody beside the command: waits until it is watched or traced. Its user can hold that up, too.
     *
     * @param started by {@link #start}
     * @return it, or both
     * @throws CordonException when that fails; the command has been ended
     */
    RunningApp accompany(RunningApp started, RunRequest request) throws CordonException;

    /** The processes that run, oldest first. */
    List<RunningView> running();

    /** A process that nobody waits for any more, or that the launcher before this one left. Its owner waits for it and closes it. */
    default Optional<Started> claim(int pid) {
        return Optional.empty();
    }

    /** Those that were started last, whether or not they run, oldest first. */
    default List<RunningView> recent() {
        return running();
    }
}
