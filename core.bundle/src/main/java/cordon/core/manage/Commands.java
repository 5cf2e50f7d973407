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
import cordon.core.snapyaml.AppInfo;
import cordon.core.state.Tried;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Which commands can be started, decided when something changes, so that a launch only looks up. A command whose confinement is not
 * complete is refused: nothing that is demanded without a backend that is here, no backend without the profile of the very policy.
 */
final class Commands {
    private final SortedMap<String, InstalledSnap> snaps;
    private final Prerequisites prerequisites;
    private final SortedMap<SecurityLabel, AppPolicy> policies;
    private final ProfileSet profiles;
    private final Map<SecurityLabel, List<String>> failures;
    private final World before;
    private final boolean sameGround;

    /** @param before an earlier moment; its commands are used again, as objects, where nothing that decides about them differs */
    Commands(SortedMap<String, InstalledSnap> snaps, Prerequisites prerequisites, SortedMap<SecurityLabel, AppPolicy> policies,
            ProfileSet profiles, Map<SecurityLabel, List<String>> failures, World before) {
        this.snaps = snaps;
        this.prerequisites = prerequisites;
        this.policies = policies;
        this.profiles = profiles;
        this.failures = failures;
        this.before = before;
        this.sameGround = prerequisites.areThoseOf(before);
    }

    /** How a command is called: {@code snap.app}, or the snap's name alone where the two are equal. */
    static String name(String snap, String app) {
        return snap.equals(app) ? snap : snap + "." + app;
    }

    Map<String, Command> all() {
        Map<String, Command> commands = new HashMap<>();
        for (InstalledSnap snap : snaps.values()) {
            for (SecurityLabel label : snap.labels()) {
                AppInfo app = snap.info().apps().get(label.app());
                if (app != null) {
                    String name = name(snap.name(), app.name());
                    Command command = earlier(name, snap, label).orElseGet(() -> command(snap, app, label));
                    commands.put(name, command);
                    commands.put(snap.name() + "." + app.name(), command);
                }
            }
        }
        return Map.copyOf(commands);
    }

    /** The command as it was, if it could be launched and still can in the same way. Refusals are asked for anew: what they wait for may be here. */
    private Optional<Command> earlier(String name, InstalledSnap snap, SecurityLabel label) {
        boolean same = sameGround && before.snaps().get(snap.name()) == snap && before.policies().get(label) == policies.get(label)
                && snap.identity().base().map(base -> before.snaps().get(base) == snaps.get(base)).orElse(true)
                && prerequisites.available().stream().map(BackendState::provider).allMatch(one -> before.profiles().get(one, label).equals(profiles.get(one, label)));
        return same ? Optional.ofNullable(before.commands().get(name)).filter(one -> one.app().isPresent()) : Optional.empty();
    }

    private Command command(InstalledSnap snap, AppInfo app, SecurityLabel label) {
        AppPolicy policy = policies.get(label);
        List<String> notes = new ArrayList<>();
        List<BoundBackend> bound = new ArrayList<>();
        boolean hasView = false;
        if (policy.confinement() != Confinement.CLASSIC) {
            Prerequisites.Finding found = prerequisites.of(policy);
            if (found.refusal().isPresent()) {
                return Command.refused(found.refusal().get());
            }
            notes.addAll(found.notes());
            for (BackendState backend : prerequisites.available()) {
                Optional<StoredProfile> profile = profiles.get(backend.provider(), label)
                        .filter(loaded -> loaded.policyHash().equals(policy.hash()));
                if (profile.isEmpty()) {
                    return Command.refused("its " + backend.name() + " profile is not loaded: "
                            + String.join("; ", failures.getOrDefault(label, List.of("it was not compiled"))));
                }
                hasView |= backend.facets().contains(Facet.MOUNTS);
                bound.add(new BoundBackend(backend.name(), backend.stage(), backend.provider().service(), profile.get()));
            }
        }
        if (!hasView && policy.confinement() != Confinement.CLASSIC) {
            base(snap).ifPresent(base -> notes.add("the root of the host serves instead of " + base));
        }
        AppToRun now = new AppToRun(snap.info(), snap.identity(), app, policy, snap.directory(), base(snap), hasView, bound, prerequisites.unmediatedBus());
        Optional<AppToRun> earlier = Optional.ofNullable(before.commands().get(name(snap.name(), app.name()))).flatMap(Command::app).filter(now::equals);
        return new Command(Optional.of(earlier.orElse(now)), Optional.empty(), notes,
                snap.record().currentRevision().tried().map(Tried::owner));
    }

    private Optional<Path> base(InstalledSnap snap) {
        return snap.identity().base().map(snaps::get).map(InstalledSnap::directory);
    }
}
