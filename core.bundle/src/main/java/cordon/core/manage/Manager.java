package cordon.core.manage;

import cordon.api.admission.SystemKind;
import cordon.api.backend.Backend;
import cordon.api.iface.Interface;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.Started;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Statement;
import cordon.api.snap.Plug;
import cordon.core.BackendView;
import cordon.core.Comparison;
import cordon.core.Cordon;
import cordon.core.CordonException.Kind;
import cordon.core.CordonException;
import cordon.core.DamagedSnap;
import cordon.core.Happening;
import cordon.core.InstallOptions;
import cordon.core.InterfaceView;
import cordon.core.Outcome;
import cordon.core.Plugboard;
import cordon.core.Preview;
import cordon.core.Profiling;
import cordon.core.Progress;
import cordon.core.Proposal;
import cordon.core.ReportView;
import cordon.core.ReviewView;
import cordon.core.RunRequest;
import cordon.core.RunningApp;
import cordon.core.RunningView;
import cordon.core.SnapView;
import cordon.core.compose.Composer;
import cordon.core.compose.Template;
import cordon.core.install.PackageStore;
import cordon.core.install.SnapData;
import cordon.core.launch.Launcher;
import cordon.core.profiles.Profiles;
import cordon.core.registry.InstalledSnap;
import cordon.core.registry.Provider;
import cordon.core.registry.StoppedBundle;
import cordon.core.registry.Whiteboard;
import cordon.core.site.SiteFile;
import cordon.core.state.StateException;
import cordon.core.state.StateStore;
import cordon.core.trust.Trust;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The service, made of the parts of the core. Owns the thread that follows bundles. */
public final class Manager implements Cordon, AutoCloseable {
    private final Path root;
    private final Whiteboard<Interface> interfaces;
    private final Trust trust;
    private final StateStore store;
    private final Profiles profiles;
    private final Changes changes;
    private final Follower follower;
    private final Launcher launcher;
    private final Supplier<List<StoppedBundle>> stopped;
    private final Tools tools;
    private final Launches launches;
    private final LaunchGate gate = new LaunchGate();
    private final Map<String, DamagedSnap> damaged = new ConcurrentSkipListMap<>();
    private final Consumer<String> log;

    /**
     * What a manager is made of.
     *
     * @param root         the directory of all state, absolute, which exists and which root alone can change
     * @param client       the program that command files name; empty to make none
     * @param template     the rules of every command
     * @param interfaces   where bundles put theirs
     * @param backends     where bundles put theirs
     * @param trust        judges interfaces from outside the distribution
     * @param packages     on disk
     * @param data         of snaps
     * @param launcher     starts commands
     * @param clock        for the time of an installation
     * @param architecture of this machine, as snaps name it
     * @param system       that this is
     * @param stopped      bundles that would bring a backend and do not run, at any moment
     * @param look         how often the files are looked at that administrators edit
     * @param listener     is told what happened, when it has; never waits
     * @param log          gets a line for what nobody waits to hear
     */
    public record Parts(Path root, Optional<Path> client, Supplier<Template> template, Whiteboard<Interface> interfaces, Whiteboard<Backend> backends,
            Trust trust, PackageStore packages, SnapData data, Launcher launcher, Clock clock, String architecture, SystemKind system, Supplier<List<StoppedBundle>> stopped, Duration look,
            Consumer<List<Happening>> listener, Consumer<String> log) {
    }

    /** Nothing is read or changed before {@link #start}. */
    public Manager(Parts parts) {
        root = parts.root();
        log = parts.log();
        launcher = parts.launcher();
        stopped = parts.stopped();
        interfaces = parts.interfaces();
        trust = parts.trust();
        store = new StateStore(root);
        profiles = new Profiles(root);
        Records records = new Records(store);
        Sources sources = new Sources(parts.interfaces(), parts.backends(), new SiteFile(root), parts.system(), trust);
        changes = new Changes(sources, new Composer(parts.template()), profiles, records, new CommandFiles(root, parts.client()), parts.stopped(), parts.listener(), log);
        follower = new Follower(changes::settled, parts.look());
        tools = new Tools(root, changes, records, parts.packages(), parts.data(), new Running(launcher),
                parts.clock(), parts.architecture());
        launches = new Launches(changes, gate, launcher);
    }

    /** Finds what is installed, and follows bundles from now on. @throws CordonException when the state cannot be read */
    public void start() throws CordonException {
        try {
            Loading.Found found = new Loading(store, tools.packages()).run();
            found.problems().forEach(log);
            found.damaged().forEach(snap -> {
                damaged.put(snap.name(), snap);
                log.accept(snap.problem());
            });
            changes.begin(found.snaps());
        } catch (StateException e) {
            throw new CordonException(Kind.SYSTEM, "cannot start: " + e.getMessage(), e);
        }
        follower.start();
        follower.wake();
    }

    /** A bundle put a service on a whiteboard or took one away. Never waits. */
    public void servicesChanged() {
        follower.wake();
    }

    /**
     * Stops following bundles, whose going means nothing any more, and lets go of the packages that no command uses. What runs
     * goes on as it is. Does nothing when called again.
     */
    @Override
    public void close() {
        follower.close();
        if (changes.end()) {
            profiles.close();
            new Unmounting(tools).run().forEach(log);
        }
    }

    /** Waits until the thread that follows bundles has nothing to do. */
    void followed() throws InterruptedException {
        follower.settle();
    }

    /** How many profiles were compiled since the start. */
    public long compilations() {
        return profiles.compilations();
    }

    @Override
    public Path root() {
        return root;
    }

    @Override
    public List<SnapView> snaps() {
        World now = changes.fresh();
        return now.snaps().values().stream().map(snap -> Views.snap(snap, now)).toList();
    }

    @Override
    public Optional<SnapView> snap(String instanceName) {
        World now = changes.fresh();
        return Optional.ofNullable(now.snaps().get(instanceName)).map((InstalledSnap snap) -> Views.snap(snap, now));
    }

    @Override
    public List<DamagedSnap> damaged() {
        return List.copyOf(damaged.values());
    }

    @Override
    public Plugboard plugboard() {
        return Views.plugboard(changes.fresh());
    }

    @Override
    public List<InterfaceView> interfaces() {
        return Views.interfaces(changes.fresh());
    }

    @Override
    public SortedMap<String, List<String>> shadowed() {
        return Views.shadowed(changes.fresh().interfaces());
    }

    @Override
    public Outcome approve(String interfaceName) throws CordonException {
        Provider<Interface> provider = interfaces.now().catalog().all().stream().filter(one -> one.name().equals(interfaceName)).findFirst()
                .orElseThrow(() -> new CordonException(Kind.NOT_FOUND, "cannot approve interface \"" + interfaceName + "\": it is not here; \"cordon interface\" lists those that are"));
        Outcome outcome = trust.approve(provider);
        interfaces.again();
        changes.settled();
        return outcome;
    }

    @Override
    public List<ReviewView> review(String instanceName) throws CordonException {
        String what = "review " + instanceName;
        World now = changes.fresh();
        return new Reviews(now, what).of(new Endpoints(what, now).snap(instanceName));
    }

    @Override
    public List<String> siteProblems() {
        return Views.siteProblems(changes.fresh());
    }

    @Override
    public List<BackendView> backends() {
        return Views.backends(changes.fresh());
    }

    @Override
    public List<BackendView> stoppedBackends() {
        return Views.stopped(stopped.get());
    }

    @Override
    public void settle() {
        changes.settled();
    }

    @Override
    public String verdict() {
        return launches.verdict();
    }

    @Override
    public Outcome install(Path source, InstallOptions options, Progress progress) throws CordonException {
        return new Installation(tools, damaged.keySet()).run(source, options, progress);
    }

    @Override
    public Outcome remove(String instanceName, boolean purge, Progress progress) throws CordonException {
        return new Removal(tools, gate, damaged.keySet()).run(instanceName, purge, progress);
    }

    @Override
    public Outcome connect(String plug, Optional<String> slot) throws CordonException {
        return new Connecting(tools).connect(plug, slot);
    }

    @Override
    public Outcome disconnect(String endpoint, Optional<String> slot) throws CordonException {
        return new Connecting(tools).disconnect(endpoint, slot);
    }

    @Override
    public AppPolicy policy(String command) throws CordonException {
        return Launches.policy("show the policy of", command, changes.fresh());
    }

    @Override
    public ReportView report(String command) throws CordonException {
        return launches.report(command);
    }

    @Override
    public Profiling profiling() {
        return new ProfileEdits(tools, profiles, gate);
    }

    @Override
    public List<ReportView.RuleView> enforcement(String command, List<PolicyEntry> rules) throws CordonException {
        return launches.enforcement(command, rules);
    }

    @Override
    public Preview preview(Proposal proposal) throws CordonException {
        return new Previews(tools, new Installation(tools, damaged.keySet()), trust).of(proposal);
    }

    @Override
    public Comparison compare(String command, Optional<String> other) throws CordonException {
        return new Comparisons(tools).of(command, other);
    }

    @Override
    public RunningApp run(RunRequest request) throws CordonException {
        return launches.run(request);
    }

    @Override
    public LaunchPlan plan(RunRequest request) throws CordonException {
        return launches.plan(request);
    }

    @Override
    public Optional<Started> claim(int pid) {
        return launcher.claim(pid);
    }

    @Override
    public List<RunningView> running() {
        try {
            return tools.running().all(changes.fresh());
        } catch (CordonException e) {
            log.accept(e.getMessage());
            return launcher.running();
        }
    }

    @Override
    public List<RunningView> recent() {
        return launcher.recent();
    }

    @Override
    public List<Statement> grants(String interfaceName, Optional<Plug> plug) {
        return changes.fresh().interfaces().get(interfaceName).map(contract -> Grants.of(contract, plug)).orElse(List.of());
    }
}
