package cordon.core.manage;

import cordon.api.backend.Launch;
import cordon.api.launch.LaunchPlan;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.PolicyEntry;
import cordon.api.snap.SecurityLabel;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.core.ReportView;
import cordon.core.RunRequest;
import cordon.core.RunningApp;
import cordon.core.launch.AppToRun;
import cordon.core.launch.Launcher;
import cordon.core.report.Reports;
import cordon.core.snapyaml.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From the name of a command to its launch. A launch looks at one moment: the policy of before a change or of after it. Thread-safe.
 */
final class Launches {
    private final Changes changes;
    private final LaunchGate gate;
    private final Launcher launcher;

    Launches(Changes changes, LaunchGate gate, Launcher launcher) {
        this.changes = changes;
        this.gate = gate;
        this.launcher = launcher;
    }

    RunningApp run(RunRequest request) throws CordonException {
        RunningApp started = inTurn("run", request, (command, app, user) -> {
            RunningApp one = launcher.start(app, user, request);
            return command.notes().isEmpty() ? one : new RunningApp(one.process(), joined(command.notes(), one.notes()));
        });
        return launcher.accompany(started, request);
    }

    LaunchPlan plan(RunRequest request) throws CordonException {
        return inTurn("plan", request, (command, app, user) -> launcher.plan(app, user, request));
    }

    /** What is done with a command, as it is at one moment. */
    @FunctionalInterface
    private interface Use<T> {
        T of(Command command, AppToRun app, Launch.User user) throws CordonException;
    }

    /**
     * A turn of a launch.
     *
     * @param done empty when the command is to be prepared first
     * @param app  the command
     */
    private record Turn<T>(Optional<T> done, AppToRun app) {
    }

    /** A command that is prepared for its caller. */
    private record Prepared(AppToRun app, Launch.User user) {
        boolean isFor(AppToRun other) {
            return app.identity().equals(other.identity());
        }
    }

    private <T> Turn<T> turn(String what, RunRequest request, SecurityLabel label, Optional<Prepared> prepared, Use<T> use) throws CordonException {
        return gate.pass(() -> changes.turns().launch(label, () -> {
            Command command = now(what, request);
            AppToRun app = app(command);
            boolean ready = prepared.isPresent() && prepared.get().isFor(app);
            return new Turn<>(ready ? Optional.of(use.of(command, app, prepared.get().user())) : Optional.empty(), app);
        }));
    }

    /**
     * A label is known from any moment; the command is looked for again when it is its turn, for a change may have come before it. What its user can hold
     * up is done before it is anybody's turn, and again when another revision has come meanwhile. A command whose profiles are not loaded yet has two turns.
     */
    private <T> T inTurn(String what, RunRequest request, Use<T> use) throws CordonException {
        Command found = find(what, request.command(), changes.settled());
        requireAllowed(what, request, found);
        Optional<AppToRun> app = found.app();
        while (true) {
            Optional<Prepared> prepared = app.isEmpty() ? Optional.empty() : Optional.of(new Prepared(app.get(), launcher.prepare(app.get(), request)));
            Turn<T> turn = turn(what, request, found.label(), prepared, use);
            if (turn.done().isPresent()) {
                return turn.done().get();
            }
            app = Optional.of(turn.app());
        }
    }

    /** Bundles that did something meanwhile are followed first, and that is a change which waits for this launch. */
    private Command now(String what, RunRequest request) throws CordonException {
        World now = changes.world();
        Command command = find(what, request.command(), now);
        requireAllowed(what, request, command);
        if (!command.waits()) {
            return command;
        }
        changes.load(what + " " + request.command(), now, now.enforcing(), now.policies().get(command.label()));
        return find(what, request.command(), now);
    }

    /** How a command would be confined if it were launched now. */
    ReportView report(String name) throws CordonException {
        World now = changes.settled();
        AppPolicy policy = policy("report on", name, now);
        String command = Commands.name(policy.label().snap(), policy.label().app());
        // Hooks have a policy and cannot be launched by name.
        Optional<String> refusal = now.commands().get(command).flatMap(Command::refusal);
        return Reports.of(command, policy, now.backends(), refusal);
    }

    /** How some rules of a command would be enforced if it were launched now. */
    List<ReportView.RuleView> enforcement(String name, List<PolicyEntry> rules) throws CordonException {
        World now = changes.settled();
        return Reports.of(rules, policy("report on", name, now).confinement(), now.backends());
    }

    /** How strict commands are confined now, without regard to what one of them needs more. */
    String verdict() {
        World now = changes.settled();
        return Reports.verdict(Confinement.STRICT, now.backends(), changes.prerequisites(now).ofEverybody().refusal());
    }

    /** The policy of a command or hook. */
    static AppPolicy policy(String what, String name, World now) throws CordonException {
        int dot = name.indexOf('.');
        String snap = dot < 0 ? name : name.substring(0, dot);
        String app = dot < 0 ? name : name.substring(dot + 1);
        return Optional.ofNullable(now.snaps().get(snap)).flatMap(one -> one.labels().stream().filter(label -> label.app().equals(app)).findFirst())
                .map(now.policies()::get).orElseThrow(() -> unknown(what, name, now));
    }

    private static Command find(String what, String name, World now) throws CordonException {
        Optional<Command> command = now.commands().get(name);
        if (command.isEmpty()) {
            throw unknown(what, name, now);
        }
        return command.get();
    }

    /** Whoever can change a program at any time must not do so to another user who runs it. Root knows what he tried. */
    private static void requireAllowed(String what, RunRequest request, Command command) throws CordonException {
        String doing = "cannot " + what + " " + request.command() + ": ";
        if (request.uid() != 0 && command.owner().filter(owner -> owner != request.uid()).isPresent()) {
            throw new CordonException(Kind.CONFINEMENT, doing + "it is tried from a directory that user " + Integer.toUnsignedString(command.owner().get())
                    + " can change at any time; only he and root may run it");
        }
        if (command.refusal().isPresent()) {
            throw new CordonException(Kind.CONFINEMENT, doing + command.refusal().get());
        }
    }

    private static AppToRun app(Command command) {
        return command.app().orElseThrow(() -> new IllegalStateException("the profiles of " + command.label() + " are loaded by now"));
    }

    /** Why there is no such command. */
    static CordonException unknown(String what, String name, World now) {
        String snap = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        String why;
        if (!now.snaps().containsKey(snap)) {
            why = "no snap named \"" + snap + "\" is installed" + Nearest.hint(snap, now.snaps().keySet());
        } else {
            List<String> own = now.snaps().get(snap).info().apps().keySet().stream().map(app -> Commands.name(snap, app)).sorted().toList();
            why = "snap \"" + snap + "\" has no command of that name" + (own.isEmpty() ? ", nor any other" : "; it has " + String.join(", ", own));
        }
        return new CordonException(Kind.NOT_FOUND, "cannot " + what + " " + name + ": " + why);
    }

    private static List<String> joined(List<String> one, List<String> other) {
        List<String> both = new ArrayList<>(one);
        both.addAll(other);
        return both;
    }
}
