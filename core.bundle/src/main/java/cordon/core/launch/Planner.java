package cordon.core.launch;

import cordon.api.backend.BackendException;
import cordon.api.backend.Contribution;
import cordon.api.backend.Launch;
import cordon.api.backend.StoredProfile;
import cordon.api.launch.Descriptor;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.LimitStep;
import cordon.api.policy.Variables;
import cordon.core.CordonException;
import cordon.core.Manner;
import cordon.core.RunRequest;
import cordon.core.registry.Foreign;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Puts the steps of one launch together: Cordon's own, and what each backend adds. Used by one thread. Whatever fails, no
 * descriptor stays open.
 */
final class Planner {
    /** The base's better shell, if it has it. */
    private static final List<String> SHELL = List.of("/bin/sh", "-c", "test -x /bin/bash && exec /bin/bash \"$@\"; exec /bin/sh \"$@\"", "sh");
    /** Stops, for a tracer to come: by then the sandbox is complete, so that a tracer gets hold of nothing that it does not confine. */
    private static final List<String> HELD = List.of("/bin/sh", "-c", "kill -STOP $$; exec \"$@\"", "sh");

    private final AppToRun app;
    private final AppDefaults defaults;
    private final RunRequest request;
    private final Launch.User user;
    private final CurrentProfiles profiles;
    private final List<LaunchStep> steps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private String asked = "";

    /** @param user the caller, with a home directory whose path has no links */
    Planner(AppToRun app, AppDefaults defaults, RunRequest request, Launch.User user, CurrentProfiles profiles) {
        this.app = app;
        this.defaults = defaults;
        this.request = request;
        this.user = user;
        this.profiles = profiles;
    }

    /** What is to be told to the caller. */
    List<String> notes() {
        return notes;
    }

    /**
     * The plan.
     *
     * @param stateRoot the directory of all state
     * @param hostRoot  the host's root directory; stays the caller's
     */
    LaunchPlan plan(Path stateRoot, Descriptor hostRoot) throws CordonException {
        boolean done = false;
        try {
            steps.addAll(defaults.limits());
            steps.add(new LimitStep.Umask(request.umask() & 0777));
            contributions(stateRoot, hostRoot);
            terminal();
            steps.add(new LaunchStep.WorkingDirectory(request.directory(), "/", user.uid(), user.gid()));
            steps.add(new LaunchStep.Credentials(user.uid(), user.gid(), user.groups(), defaults.capabilities(user.uid()), defaults.noNewPrivs() || isWatched()));
            if (isWatched()) {
                steps.add(filter());
            }
            steps.add(exec());
            LaunchPlan plan = new LaunchPlan(steps);
            done = true;
            return plan;
        } finally {
            if (!done) {
                new LaunchPlan(steps).close();
            }
        }
    }

    private boolean isWatched() {
        return request.manner() instanceof Manner.Observed;
    }

    private LaunchStep filter() throws CordonException {
        try {
            return Watching.filter(app.policy());
        } catch (LinuxException e) {
            throw new CordonException(CordonException.Kind.SYSTEM, "cannot watch " + app.policy().label().text() + ": " + e.getMessage(), e);
        }
    }

    /** The root that one backend makes is what those of later stages see. */
    private void contributions(Path stateRoot, Descriptor hostRoot) throws CordonException {
        Map<String, List<String>> variables = variables();
        List<Descriptor> roots = new ArrayList<>();
        try {
            Descriptor root = hostRoot;
            for (BoundBackend bound : app.backends()) {
                asked = bound.name();
                // What was compiled for this launch alone is in no file.
                StoredProfile profile = isWatched() ? bound.profile() : profiles.of(bound.profile());
                if (profile.edited()) {
                    notes.add("its " + bound.name() + " profile is locally modified: " + profile.file());
                }
                PlannedLaunch launch = new PlannedLaunch(app, profile, user, stateRoot, root, defaults.paths().elsewhere(user.home()), variables,
                        request.terminal().isPresent(), defaults.buses());
                Contribution contribution = Foreign.call(() -> Objects.requireNonNull(bound.backend().plan(launch), "it contributed nothing"));
                steps.addAll(contribution.steps());
                notes.addAll(contribution.notes());
                if (contribution.root().isPresent()) {
                    root = contribution.root().get();
                    roots.add(root);
                }
            }
        } catch (Foreign.Failure e) {
            throw unconfined(why(e), e);
        } catch (LinuxException e) {
            throw unconfined("its profile for the backend " + asked + " cannot be read: " + e.getMessage(), e);
        } finally {
            roots.forEach(Descriptor::close);
        }
    }

    private CordonException unconfined(String why, Exception cause) {
        return new CordonException(CordonException.Kind.CONFINEMENT, "cannot run " + app.policy().label().text() + ": " + why, cause);
    }

    /** What a backend says itself says all; of a backend that broke, one wants to know which. */
    private String why(Foreign.Failure failure) {
        return failure.thrown() instanceof BackendException ? failure.getMessage() : "the backend " + asked + " failed: " + failure.getMessage();
    }

    private Map<String, List<String>> variables() {
        Map<String, List<String>> variables = new HashMap<>(defaults.variables());
        variables.put(Variables.HOME, List.of(user.home()));
        variables.put(Variables.RUN_USER, List.of("/run/user/" + Integer.toUnsignedString(user.uid())));
        return Collections.unmodifiableMap(variables);
    }

    /** The channel is the caller's; the plan closes what it owns, hence a copy. */
    private void terminal() throws CordonException {
        if (request.terminal().isEmpty()) {
            return;
        }
        RunRequest.TerminalRequest wanted = request.terminal().get();
        try {
            Fd channel = Fd.of(wanted.channel()).duplicate();
            steps.add(new LaunchStep.Terminal(channel, wanted.rows(), wanted.columns(), user.uid(), user.gid(), wanted.errorToo()));
        } catch (LinuxException e) {
            throw new CordonException(CordonException.Kind.SYSTEM, "cannot make a terminal for " + app.policy().label().text() + ": " + e.getMessage(), e);
        }
    }

    private LaunchStep exec() {
        Map<String, String> variables = defaults.environment().variables(user, defaults.paths(), request.environment());
        List<String> arguments = new ArrayList<>();
        arguments.addAll(defaults.chain());
        if (request.manner() instanceof Manner.Shell) {
            arguments.addAll(SHELL);
        } else {
            if (request.manner() instanceof Manner.Traced) {
                arguments.addAll(HELD);
            }
            arguments.add(defaults.program());
            for (String argument : defaults.arguments()) {
                arguments.add(Expansion.expand(argument, variables));
            }
        }
        // What the caller gives is data: nothing in it is expanded or taken for an option.
        arguments.addAll(request.arguments());
        return new LaunchStep.Exec(arguments.get(0), arguments, AppEnvironment.lines(variables));
    }
}
