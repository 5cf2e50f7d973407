package cordon.core.manage;

import cordon.api.backend.Backend;
import cordon.api.iface.Interface;
import cordon.api.policy.AppPolicy;
import cordon.api.snap.SecurityLabel;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.core.Happening;
import cordon.core.compose.Composer;
import cordon.core.profiles.Change;
import cordon.core.profiles.ProfileException;
import cordon.core.profiles.ProfileSet;
import cordon.core.profiles.Profiles;
import cordon.core.profiles.Waiting;
import cordon.core.registry.BackendState;
import cordon.core.registry.Board;
import cordon.core.registry.Catalog;
import cordon.core.registry.InstalledSnap;
import cordon.core.registry.Provider;
import cordon.core.registry.StoppedBundle;
import cordon.core.state.StateException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Leads from one {@link World} to the next. Changes wait for each other; readers see the moment before or the moment after.
 * Thread-safe.
 */
final class Changes {
    private final ReentrantLock lock = new ReentrantLock();
    private final Sources sources;
    private final Composer composer;
    private final Profiles profiles;
    private final Records records;
    private final CommandFiles files;
    private final Consumer<List<Happening>> listener;
    private final Supplier<List<StoppedBundle>> stopped;
    private final Consumer<String> log;
    private final LaunchTurns turns = new LaunchTurns();
    private volatile World world = World.empty();
    private boolean ended;

    /**
     * @param sources  where moments come from
     * @param stopped  bundles that would bring a backend, at any moment
     * @param listener is told what happened after the start, when it has; never waits
     * @param log      gets a line for what nobody waits to hear
     */
    Changes(Sources sources, Composer composer, Profiles profiles, Records records, CommandFiles files, Supplier<List<StoppedBundle>> stopped,
            Consumer<List<Happening>> listener, Consumer<String> log) {
        this.sources = sources;
        this.composer = composer;
        this.profiles = profiles;
        this.records = records;
        this.files = files;
        this.stopped = stopped;
        this.listener = listener;
        this.log = log;
    }

    /** An operation, done while nothing else changes. */
    @FunctionalInterface
    interface Operation<T> {
        T run(World now) throws CordonException;
    }

    /** Keeps launches apart from changes of what they launch. */
    LaunchTurns turns() {
        return turns;
    }

    /** The present moment. Never waits. */
    World world() {
        return world;
    }

    /** The present moment, with what bundles did unless another change is under way. Waits for none but the first, before which nothing is known. */
    World fresh() {
        if (world.services().none()) {
            return settled();
        }
        if (!world.services().sameAs(sources.now()) && lock.tryLock()) {
            try {
                reconcile();
            } finally {
                lock.unlock();
            }
        }
        return world;
    }

    /** The present moment, with all that bundles did up to now: after one was withdrawn, nothing of it counts. */
    World settled() {
        if (!world.services().sameAs(sources.now())) {
            lock.lock();
            try {
                reconcile();
            } finally {
                lock.unlock();
            }
        }
        return world;
    }

    /** Runs an operation alone. */
    <T> T alone(Operation<T> operation) throws CordonException {
        lock.lock();
        try {
            if (ended) {
                throw new CordonException(Kind.CONFLICT, "cannot change anything: the daemon ends");
            }
            reconcile();
            return operation.run(world);
        } finally {
            lock.unlock();
        }
    }

    /** The present moment stays: while the framework stops, all bundles go, and no policy is to change for that. @return false when it has ended already */
    boolean end() {
        lock.lock();
        try {
            boolean first = !ended;
            ended = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Begins with these snaps. */
    void begin(Collection<InstalledSnap> snaps) {
        SortedMap<String, InstalledSnap> byName = new TreeMap<>();
        snaps.forEach(snap -> byName.put(snap.name(), snap));
        world = new World(World.empty().services(), byName, List.of(), world.board(), Set.of(), new TreeMap<>(), ProfileSet.EMPTY, Map.of(), Commands.NONE);
    }

    /**
     * Makes these snaps the installed ones: composes, compiles, loads, commits, publishes. Called within {@link #alone}.
     *
     * @param what   for messages: {@code connect foo:network to :network}
     * @param commit the point of no return
     * @throws CordonException when a step fails; nothing has changed
     */
    Applied apply(String what, SortedMap<String, InstalledSnap> snaps, Commit commit) throws CordonException {
        World before = world;
        Foreseen next = foresee(before, snaps, before.interfaces());
        next.refuseProblems(what);
        List<AppPolicy> changed = Foreseen.confined(next.changed());
        Set<SecurityLabel> touched = new HashSet<>(next.gone());
        changed.forEach(policy -> touched.add(policy.label()));
        return turns.change(touched, () -> apply(what, snaps, commit, next, changed));
    }

    private Applied apply(String what, SortedMap<String, InstalledSnap> snaps, Commit commit, Foreseen next, List<AppPolicy> changed) throws CordonException {
        World before = world;
        Set<SecurityLabel> gone = next.gone();
        Composer.Composition composed = next.composed();
        Change change;
        try {
            change = profiles.apply(before.profiles(), before.compiling(), changed);
        } catch (ProfileException e) {
            throw new CordonException(Kind.SYSTEM, "cannot " + what + ": " + e.getMessage(), e);
        }
        try {
            commit.run();
        } catch (StateException e) {
            CordonException failure = new CordonException(Kind.SYSTEM, "cannot " + what + ": " + e.getMessage() + "; nothing has changed", e);
            change.undo(failure);
            throw failure;
        }
        Map<SecurityLabel, List<String>> failures = new HashMap<>(before.failures());
        failures.keySet().removeAll(gone);
        changed.forEach(policy -> failures.remove(policy.label()));
        List<String> warnings = new ArrayList<>(change.warnings());
        Set<String> touched = snaps(changed.stream().map(AppPolicy::label).toList());
        touched.addAll(snaps(gone));
        World after = world(before.services(), snaps, before.backends(), next.board(), composed.policies(), change.after().without(gone),
                Failures.of(failures, composed.problems()));
        warnings.addAll(publish(after));
        warnings.addAll(gone.isEmpty() ? List.of() : profiles.forget(after.compiling(), gone));
        profiles.takeDown(touched, after.profiles(), after.compiling(), confined(after, touched)).ifPresent(warnings::add);
        return new Applied(before, after, change.loaded(), warnings);
    }

    private static List<AppPolicy> confined(World at, Set<String> snaps) {
        return Foreseen.confined(snaps.stream().map(at.snaps()::get).filter(Objects::nonNull).flatMap(snap -> snap.labels().stream()).map(at.policies()::get).toList());
    }

    /** Looks ahead from a moment. Changes nothing. */
    Foreseen foresee(World from, SortedMap<String, InstalledSnap> snaps, Catalog<Interface> known) {
        return Foreseen.from(from, snaps, known, composer);
    }

    /** Compares two policies, and what the backends of a moment make of them. Changes nothing. */
    Comparing comparing(World at) {
        return new Comparing(at, composer, profiles);
    }

    /** Follows what bundles did. Old rules must not outlive an interface, so what can be loaded is, and what fails does not launch. */
    private void reconcile() {
        World before = world;
        World.Services now = sources.now();
        if (ended || before.services().sameAs(now)) {
            return;
        }
        Catalog<Interface> known = now.interfaces().catalog();
        now.site().problem().filter(problem -> !before.services().site().problem().equals(now.site().problem())).ifPresent(log);
        shadowed(before.interfaces(), known, "interface");
        shadowed(before.services().backends().catalog(), now.backends().catalog(), "backend");
        SortedMap<String, InstalledSnap> published = now.published(before.snaps());
        Board asked = before.board().next(published.values(), known, now.admission());
        SortedMap<String, InstalledSnap> snaps = new AutoConnecting(records, log).run(published, asked, now);
        Board board = asked.next(snaps.values(), known, now.admission());
        Composer.Composition composed = composer.compose(snaps.values(), board, known, before.policies());
        List<BackendState> states = BackendState.of(now.backends().catalog());
        List<Provider<Backend>> compiling = World.compiling(states);
        // A policy that stays is not compiled again, but all are when a backend arrives.
        turns.change(composed.policies().keySet(), () -> settle(before, now, snaps, board, composed, states, compiling)).forEach(log);
    }

    private List<String> settle(World before, World.Services now, SortedMap<String, InstalledSnap> snaps, Board board, Composer.Composition composed,
            List<BackendState> states, List<Provider<Backend>> compiling) {
        List<AppPolicy> confined = Foreseen.confined(composed.policies().values());
        Profiles.Settled settled = profiles.settle(before.profiles(), compiling, confined, before.services().none() ? waiting(confined, states) : Waiting.NONE);
        settled.warnings().forEach(log);
        profiles.takeDown(snaps(settled.touched()), settled.after(), compiling, confined).ifPresent(log);
        profiles.leftBehind(compiling.stream().filter(one -> !before.compiling().contains(one)).toList(),
                composed.policies().keySet()).forEach(log);
        Map<SecurityLabel, List<String>> failures = Failures.of(settled.failures(), composed.problems());
        Failures.added(before.failures(), failures).forEach((label, lines) -> lines.forEach(line -> log.accept(label + ": " + line)));
        return publish(world(now, snaps, states, board, composed.policies(), settled.after(), failures));
    }

    /** At a start, profiles that are as they should be wait until they are needed; but what runs already, of an earlier daemon, needs them. */
    private Waiting waiting(List<AppPolicy> policies, List<BackendState> states) {
        Set<SecurityLabel> labels = policies.stream().map(AppPolicy::label).collect(Collectors.toSet());
        try {
            Set<SecurityLabel> running = Running.outliving(labels, states);
            return profiles.waiting(label -> !running.contains(label));
        } catch (CordonException e) {
            log.accept(e.getMessage());
            return Waiting.NONE;
        }
    }

    /**
     * Loads what waits of the profiles of a command. Called in the turn of a launch of it.
     *
     * @param backends those that are to have it loaded
     * @throws CordonException when one cannot; the command cannot be confined as its policy says
     */
    void load(String what, World now, List<Provider<Backend>> backends, AppPolicy policy) throws CordonException {
        try {
            profiles.load(now.profiles(), backends, policy).forEach(log);
        } catch (ProfileException e) {
            throw new CordonException(Kind.CONFINEMENT, "cannot " + what + ": " + e.getMessage(), e);
        }
    }

    private static Set<String> snaps(Collection<SecurityLabel> labels) {
        return labels.stream().map(SecurityLabel::snap).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What decides whether commands launch at a moment. */
    Prerequisites prerequisites(World at) {
        return prerequisites(at.services(), at.backends());
    }

    private Prerequisites prerequisites(World.Services services, List<BackendState> states) {
        return new Prerequisites(services.site(), sources.siteFile(), states, stopped.get());
    }

    private World world(World.Services services, SortedMap<String, InstalledSnap> snaps, List<BackendState> states, Board board,
            SortedMap<SecurityLabel, AppPolicy> policies, ProfileSet loaded, Map<SecurityLabel, List<String>> failures) {
        Commands commands = Commands.of(snaps, prerequisites(services, states), policies, loaded, failures, world);
        return new World(services, snaps, states, board, Views.held(services.interfaces().catalog()), policies, loaded, failures, commands);
    }

    private List<String> publish(World next) {
        World before = world;
        world = next;
        if (!before.services().none()) {
            listener.accept(Happenings.between(before, next));
        }
        return files.update(next.snaps().values());
    }

    /** Shows the present moment with other commands: while a snap is being removed, it does not launch. */
    World offer(Commands commands) {
        World now = world;
        world = new World(now.services(), now.snaps(), now.backends(), now.board(), now.held(), now.policies(), now.profiles(), now.failures(), commands);
        return world;
    }

    /**
     * Puts a text in the place of a command's profiles, or what its policy compiles to. Called within {@link #alone}.
     *
     * @throws CordonException when a backend does not understand it; nothing has changed
     */
    Applied exchange(String what, World now, List<Provider<Backend>> backends, AppPolicy policy, Optional<String> text) throws CordonException {
        return turns.change(Set.of(policy.label()), () -> {
            try {
                Change change = profiles.exchange(now.profiles(), backends, policy, text);
                World after = world(now.services(), now.snaps(), now.backends(), now.board(), now.policies(), change.after(), now.failures());
                return new Applied(now, after, change.loaded(), publish(after));
            } catch (ProfileException e) {
                throw new CordonException(Kind.INVALID, "cannot " + what + ": " + e.getMessage() + "; the profile of before stays", e);
            }
        });
    }

    private <T> void shadowed(Catalog<T> before, Catalog<T> now, String what) {
        for (Provider<T> one : now.shadowed()) {
            if (!before.shadowed().contains(one)) {
                log.accept("the " + what + " " + one.name() + " of " + one.origin() + " is shadowed by that of another bundle");
            }
        }
    }
}
