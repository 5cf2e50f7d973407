package cordon.core;

import cordon.api.launch.LaunchPlan;
import cordon.api.launch.Started;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Statement;
import cordon.api.snap.Plug;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What can be asked of Cordon, and told to it. Thread-safe: reading never waits for a change under way, changes wait for each
 * other. A change is whole or has not happened. Who may call what is decided by the caller of this service.
 */
@ProviderType
public interface Cordon {

    /** The directory of all state, absolute. */
    Path root();

    /** The installed snaps, by name. */
    List<SnapView> snaps();

    /** One snap. */
    Optional<SnapView> snap(String instanceName);

    /** The snaps that were left out when the daemon started, by name. They can be removed. */
    List<DamagedSnap> damaged();

    /** All plugs and slots, of the system and of snaps, and how they are joined. A consistent picture of one moment. */
    Plugboard plugboard();

    /** The interfaces that are here now, by name. */
    List<InterfaceView> interfaces();

    /** Bundles with interfaces that do not count because another bundle has that name before them, or the distribution has; by the name. */
    SortedMap<String, List<String>> shadowed();

    /**
     * Approves all that holds an interface of somebody else back; an update of its bundle that grants more is held again.
     *
     * @return the rules that were approved
     * @throws CordonException when it is not here, nothing of it is held, or it asks for what is never granted
     */
    Outcome approve(String interfaceName) throws CordonException;

    /**
     * What of a snap a person should look at before it is granted, and what it would get: its plugs and slots of interfaces that are to
     * be reviewed, connected or not.
     *
     * @throws CordonException when there is no such snap, or an interface does not say what it would grant
     */
    List<ReviewView> review(String instanceName) throws CordonException;

    /**
     * What is wrong with what the administrator says of this site, a line each, with file and line where there is one: it is not
     * understood, or names an interface that is not here.
     */
    List<String> siteProblems();

    /** The backends that are here now, by name. */
    List<BackendView> backends();

    /** What stands in for backends whose bundles are stopped: by name of the bundle, not available, with what starts it. */
    List<BackendView> stoppedBackends();

    /**
     * Waits until all that bundles did up to now is in force. What is asked otherwise does not wait for a change that is under way, and may
     * show the moment before it.
     */
    void settle();

    /** What these backends and the site's setting come to for a strict command, in one line: {@code strict}, {@code partial: no file mediation}. */
    String verdict();

    /**
     * Installs a snap, or upgrades the one of that name, keeping its data and connections.
     *
     * @param source   a directory or a {@code .snap} file, absolute
     * @param options  how
     * @param progress told what is going on
     * @throws CordonException when it cannot be; nothing has changed
     */
    Outcome install(Path source, InstallOptions options, Progress progress) throws CordonException;

    /**
     * Removes a snap. Its data is kept unless {@code purge}.
     *
     * @throws CordonException when it is not installed, or its applications run
     */
    Outcome remove(String instanceName, boolean purge, Progress progress) throws CordonException;

    /**
     * Joins a plug to a slot. Connecting what is connected changes nothing.
     *
     * @param plug {@code snap:plug}
     * @param slot {@code snap:slot}, {@code snap} for the slot of the same interface, {@code :slot} for the system's; empty to find the one that fits
     * @throws CordonException when there is no such plug or slot, or they do not fit
     */
    Outcome connect(String plug, Optional<String> slot) throws CordonException;

    /**
     * Parts plugs and slots: {@code snap:plug snap:slot} one connection, {@code snap:name} all of that plug or slot,
     * {@code :slot} all of the system's slot, {@code snap} all of that snap.
     *
     * @throws CordonException when there is no such plug, slot or connection
     */
    Outcome disconnect(String endpoint, Optional<String> slot) throws CordonException;

    /** The policy of a command as it is composed now. @throws CordonException when there is no such command */
    AppPolicy policy(String command) throws CordonException;

    /**
     * How faithfully the policy of a command is enforced by the backends that are here.
     *
     * @throws CordonException when there is no such command
     */
    ReportView report(String command) throws CordonException;

    /** What can be asked of profiles, and told to them. */
    Profiling profiling();

    /**
     * How faithfully some rules of a command are enforced: costs what these rules cost, not what all do.
     *
     * @param rules of its policy
     * @throws CordonException when there is no such command
     */
    List<ReportView.RuleView> enforcement(String command, List<PolicyEntry> rules) throws CordonException;

    /**
     * What a change would do. Nothing changes, on disk neither.
     *
     * @throws CordonException when the change would be refused, with the same message
     */
    Preview preview(Proposal proposal) throws CordonException;

    /**
     * Compares the policy of a command.
     *
     * @param other another command, which it is compared to; or a revision of the same snap that is kept, since which it changed. Without it: the
     *              revision before, or a command without connections when none is kept
     * @throws CordonException when there is no such command or revision
     */
    Comparison compare(String command, Optional<String> other) throws CordonException;

    /**
     * Starts a command.
     *
     * @throws CordonException when there is none of that name, or it cannot be confined as its policy says
     */
    RunningApp run(RunRequest request) throws CordonException;

    /**
     * The plan of a launch, without carrying it out. The caller closes it.
     *
     * @throws CordonException as {@link #run}
     */
    LaunchPlan plan(RunRequest request) throws CordonException;

    /** The processes of commands that run: those that this daemon started, and those that backends find of an earlier one. Of a tree of processes the first. */
    List<RunningView> running();

    /**
     * Claims a process that was left: whoever waited for it was stopped, or this service was, and started again in the same process.
     *
     * @return the process, whether or not it has ended meanwhile; its owner waits for it and closes it
     */
    Optional<Started> claim(int pid);

    /** The processes that Cordon started last, whether or not they still run, oldest first: for what is told of them afterwards. A few hundred. */
    List<RunningView> recent();

    /**
     * What an interface would grant a plug that is connected to the system's slot.
     *
     * @param interfaceName the interface
     * @param plug          whose attributes count; empty for a plug without attributes
     * @return no rule when there is no such interface, or it grants nothing without attributes that are missing
     */
    List<Statement> grants(String interfaceName, Optional<Plug> plug);
}
