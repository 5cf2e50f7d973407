package cordon.core.manage;

import cordon.api.backend.Facet;
import cordon.api.backend.StoredProfile;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.snap.SecurityLabel;
import cordon.core.launch.AppToRun;
import cordon.core.launch.BoundBackend;
import cordon.core.profiles.ProfileSet;
import cordon.core.registry.BackendState;
import cordon.core.registry.InstalledSnap;
import cordon.core.site.Site;
import cordon.core.site.SiteFile;
import cordon.core.snapyaml.AppInfo;
import cordon.core.state.Tried;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which commands can be started, found out when one is asked for and then kept, so that a launch only looks up. A command whose confinement is not
 * complete is refused: nothing that is demanded without a backend that is here, no backend without the profile of the very policy. What is
 * asked of a moment is the same whenever it is asked. Thread-safe.
 */
final class Commands {
    /** There are none. */
    static final Commands NONE = new Commands(new TreeMap<>(), new Prerequisites(new SiteFile.Reading("", Site.SILENT, Optional.empty()), Path.of("/"), List.of(), List.of()),
            new TreeMap<>(), ProfileSet.EMPTY, Map.of(), new ConcurrentHashMap<>(), Map.of(), Optional.empty());

    private final SortedMap<String, InstalledSnap> snaps;
    private final Prerequisites prerequisites;
    private final SortedMap<SecurityLabel, AppPolicy> policies;
    private final ProfileSet profiles;
    private final Map<SecurityLabel, List<String>> failures;
    private final Map<SecurityLabel, Command> known;
    private final Map<SecurityLabel, Command> before;
    private final Optional<String> withheld;

    private Commands(SortedMap<String, InstalledSnap> snaps, Prerequisites prerequisites, SortedMap<SecurityLabel, AppPolicy> policies, ProfileSet profiles,
            Map<SecurityLabel, List<String>> failures, Map<SecurityLabel, Command> known, Map<SecurityLabel, Command> before, Optional<String> withheld) {
        this.snaps = snaps;
        this.prerequisites = prerequisites;
        this.policies = policies;
        this.profiles = profiles;
        this.failures = failures;
        this.known = known;
        this.before = before;
        this.withheld = withheld;
    }

    /** @param earlier moment; its commands are used again, as objects, where nothing that decides about them differs */
    static Commands of(SortedMap<String, InstalledSnap> snaps, Prerequisites prerequisites, SortedMap<SecurityLabel, AppPolicy> policies,
            ProfileSet profiles, Map<SecurityLabel, List<String>> failures, World earlier) {
        Map<SecurityLabel, Command> before = Map.copyOf(earlier.commands().known);
        Commands commands = new Commands(snaps, prerequisites, policies, profiles, failures, new ConcurrentHashMap<>(), before, Optional.empty());
        if (prerequisites.areThoseOf(earlier)) {
            before.forEach((label, command) -> {
                if (commands.isAsIn(earlier, label, command)) {
                    commands.known.put(label, command);
                }
            });
        }
        return commands;
    }

    /** How a command is called: {@code snap.app}, or the snap's name alone where the two are equal. */
    static String name(String snap, String app) {
        return snap.equals(app) ? snap : snap + "." + app;
    }

    /** The same, but for those of a snap that is being removed. */
    Commands without(String snap) {
        return new Commands(snaps, prerequisites, policies, profiles, failures, known, before, Optional.of(snap));
    }

    /** The command of that name; empty when there is none. */
    Optional<Command> get(String name) {
        int dot = name.indexOf('.');
        InstalledSnap snap = snaps.get(dot < 0 ? name : name.substring(0, dot));
        AppInfo app = snap == null ? null : snap.info().apps().get(dot < 0 ? name : name.substring(dot + 1));
        if (app == null) {
            return Optional.empty();
        }
        SecurityLabel label = new SecurityLabel(snap.name(), app.name());
        if (withheld.filter(snap.name()::equals).isPresent()) {
            return Optional.of(Command.refused(label, "the snap is being removed"));
        }
        Command command = known.get(label);
        if (command == null) {
            command = command(snap, app, label);
            if (command.app().isPresent()) {
                Command first = known.putIfAbsent(label, command);
                command = first == null ? command : first;
            }
        }
        return Optional.of(command);
    }

    /** Whether a command that could be launched still can in the same way. */
    private boolean isAsIn(World earlier, SecurityLabel label, Command command) {
        InstalledSnap snap = snaps.get(label.snap());
        return snap != null && earlier.snaps().get(label.snap()) == snap && earlier.policies().get(label) == policies.get(label)
                && snap.identity().base().map(base -> earlier.snaps().get(base) == snaps.get(base)).orElse(true)
                && prerequisites.available().stream().map(BackendState::provider)
                        .allMatch(one -> earlier.profiles().get(one, label).equals(profiles.get(one, label)));
    }

    private Command command(InstalledSnap snap, AppInfo app, SecurityLabel label) {
        AppPolicy policy = policies.get(label);
        List<String> notes = new ArrayList<>();
        List<BoundBackend> bound = new ArrayList<>();
        Optional<Integer> owner = snap.record().currentRevision().tried().map(Tried::owner);
        boolean hasView = false;
        if (policy.confinement() != Confinement.CLASSIC) {
            Prerequisites.Finding found = prerequisites.of(policy);
            if (found.refusal().isPresent()) {
                return Command.refused(label, found.refusal().get());
            }
            notes.addAll(found.notes());
            boolean waits = false;
            for (BackendState backend : prerequisites.available()) {
                if (profiles.policyHash(backend.provider(), label).filter(policy.hash()::equals).isEmpty()) {
                    return Command.refused(label, "its " + backend.name() + " profile is not loaded: "
                            + String.join("; ", failures.getOrDefault(label, List.of("it was not compiled"))));
                }
                Optional<StoredProfile> profile = profiles.get(backend.provider(), label);
                waits |= profile.isEmpty();
                hasView |= backend.facets().contains(Facet.MOUNTS);
                profile.ifPresent(one -> bound.add(new BoundBackend(backend.name(), backend.stage(), backend.provider().service(), one)));
            }
            if (waits) {
                return Command.waiting(label, owner);
            }
        }
        if (!hasView && policy.confinement() != Confinement.CLASSIC) {
            base(snap).ifPresent(base -> notes.add("the root of the host serves instead of " + base));
        }
        AppToRun now = new AppToRun(snap.info(), snap.identity(), app, policy, snap.directory(), base(snap), hasView, bound, prerequisites.unmediatedBus());
        Optional<AppToRun> earlier = Optional.ofNullable(before.get(label)).flatMap(Command::app).filter(now::equals);
        return new Command(label, Optional.of(earlier.orElse(now)), Optional.empty(), notes, owner);
    }

    private Optional<Path> base(InstalledSnap snap) {
        return snap.identity().base().map(snaps::get).map(InstalledSnap::directory);
    }
}
