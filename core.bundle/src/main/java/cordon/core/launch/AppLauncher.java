package cordon.core.launch;

import cordon.api.backend.Launch;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.PlanRunner;
import cordon.api.launch.Started;
import cordon.api.snap.SecurityLabel;
import cordon.core.CordonException;
import cordon.core.Manner;
import cordon.core.RunRequest;
import cordon.core.RunningApp;
import cordon.core.RunningView;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The launcher. Its owner closes it, which ends no application. */
public final class AppLauncher implements Launcher, AutoCloseable {
    private static final int MOST_DEFAULTS = 4096;
    private static final int LOCKS = 64;

    private final Path root;
    private final PlanRunner runner;
    private final Accounts accounts;
    private final UserHomes homes;
    private final CurrentProfiles profiles = new CurrentProfiles();
    private final RunningApps running = new RunningApps();
    private final Watching watching = new Watching();
    private final Fd hostRoot;
    private final Map<SecurityLabel, AppDefaults> defaults = new ConcurrentHashMap<>();
    /** Backends plan for one label in one thread at a time; labels share locks. */
    private final Object[] locks = new Object[LOCKS];

    /**
     * A launcher.
     *
     * @param root   the directory of all state
     * @param runner carries plans out
     * @throws CordonException when the host's root directory cannot be opened
     */
    public AppLauncher(Path root, PlanRunner runner) throws CordonException {
        this(root, runner, new SystemAccounts(), Path.of("/run/user"));
    }

    AppLauncher(Path root, PlanRunner runner, Accounts accounts, Path runtimes) throws CordonException {
        this.root = root.toAbsolutePath();
        this.runner = runner;
        this.accounts = accounts;
        this.homes = new UserHomes(runtimes, new AsUser(runner));
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
        try {
            this.hostRoot = Paths.openRoot("/", OpenFlags.O_PATH | OpenFlags.O_DIRECTORY);
        } catch (LinuxException e) {
            throw new CordonException(CordonException.Kind.SYSTEM, "cannot launch anything: " + e.getMessage(), e);
        }
    }

    @Override
    public Launch.User prepare(AppToRun app, RunRequest request) throws CordonException {
        return homes.atHome(defaults(app).paths(), accounts.user(request.uid(), request.gid()));
    }

    @Override
    public LaunchPlan plan(AppToRun app, Launch.User user, RunRequest request) throws CordonException {
        return plan(app, planner(app, user, request));
    }

    private LaunchPlan plan(AppToRun app, Planner planner) throws CordonException {
        synchronized (locks[Math.floorMod(app.policy().label().hashCode(), LOCKS)]) {
            return planner.plan(root, hostRoot);
        }
    }

    private Planner planner(AppToRun app, Launch.User user, RunRequest request) throws CordonException {
        return new Planner(app, defaults(app), request, user, profiles);
    }

    /** Worked out again when the service gives another picture of the command. */
    private AppDefaults defaults(AppToRun app) throws CordonException {
        SecurityLabel label = app.policy().label();
        AppDefaults known = defaults.get(label);
        if (known != null && known.app() == app) {
            return known;
        }
        try {
            AppDefaults made = AppDefaults.of(app, root.toRealPath());
            // Those of snaps that are gone go with the others, now and then.
            if (defaults.size() >= MOST_DEFAULTS) {
                defaults.clear();
            }
            defaults.put(label, made);
            return made;
        } catch (IOException e) {
            throw new CordonException(CordonException.Kind.SYSTEM, "cannot run " + label.text() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public RunningApp start(AppToRun ordinary, Launch.User user, RunRequest request) throws CordonException {
        AppToRun app = request.manner() instanceof Manner.Observed ? Watching.open(ordinary) : ordinary;
        if (request.manner() instanceof Manner.Traced traced) {
            Tracing.find(traced.tracer(), request.command());
        }
        Planner planner = planner(app, user, request);
        LaunchPlan plan = plan(app, planner);
        try {
            return new RunningApp(running.add(app.policy().label(), request.uid(), runner.start(plan, request.stdio())), planner.notes());
        } catch (IOException e) {
            throw new CordonException(CordonException.Kind.SYSTEM, "cannot run " + app.policy().label().text() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public RunningApp accompany(RunningApp started, RunRequest request) throws CordonException {
        if (request.manner() instanceof Manner.Observed observed) {
            watching.begin(started.process(), request, accounts.user(request.uid(), request.gid()), observed.observer());
        } else if (request.manner() instanceof Manner.Traced traced) {
            Launch.User user = accounts.user(request.uid(), request.gid());
            return new RunningApp(new Tracing(runner, running, traced.tracer()).begin(started.process(), request, user), started.notes());
        }
        return started;
    }

    @Override
    public List<RunningView> running() {
        return running.views();
    }

    @Override
    public List<RunningView> recent() {
        return running.recent();
    }

    @Override
    public Optional<Started> claim(int pid) {
        return running.claim(pid);
    }

    /** Takes over what runs: what {@link #leave} of another launcher returned, in the same process. */
    public void inherit(Map<String, String> left) {
        left.forEach((pid, text) -> running.inherit(LeftProcess.of(pid, text)));
    }

    /** Closes this, and says what runs on, for the launcher that comes after it. */
    public Map<String, String> leave() {
        List<LeftProcess> left = running.leave();
        close();
        return left.stream().map(LeftProcess::text).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Lets go of everything; applications run on. */
    @Override
    public void close() {
        watching.close();
        running.close();
        hostRoot.close();
    }
}
