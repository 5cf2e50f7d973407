package cordon.core.manage;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.snap.SecurityLabel;
import cordon.core.Comparison;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.core.compose.Composer;
import cordon.core.profiles.ProfileException;
import cordon.core.profiles.Profiles;
import cordon.core.registry.InstalledSnap;
import java.util.List;

/** Compares policies, and what the backends of one moment make of them. Changes nothing. */
final class Comparing {
    /** What a command is compared with that has nothing before it. */
    static final String BARE = "a command without connections";

    private final World world;
    private final Composer composer;
    private final Profiles profiles;

    Comparing(World world, Composer composer, Profiles profiles) {
        this.world = world;
        this.composer = composer;
        this.profiles = profiles;
    }

    /**
     * A comparison, with whom each backend's part of the change would reach.
     *
     * @param comparison  for the ways in
     * @param differences of the profiles
     */
    record Found(Comparison comparison, List<Profiles.Difference> differences) {
    }

    /** @throws CordonException when a backend cannot compile one of the two */
    Found of(String before, AppPolicy was, String after, AppPolicy is) throws CordonException {
        String command = Commands.name(is.label().snap(), is.label().app());
        try {
            List<Profiles.Difference> differences = was.confinement() == Confinement.CLASSIC || is.confinement() == Confinement.CLASSIC ? List.of()
                    : profiles.compare(world.profiles(), world.compiling(), was, is);
            return new Found(new Comparison(command, before, after, was, is, differences.stream()
                    .map(one -> new Comparison.Profile(one.backend(), one.before(), one.after(), one.edited())).toList()), differences);
        } catch (ProfileException e) {
            throw new CordonException(Kind.SYSTEM, "cannot compare " + command + ": " + e.getMessage(), e);
        }
    }

    /** The policy of a command of this snap that has no plug and no slot. */
    AppPolicy bare(InstalledSnap snap, SecurityLabel label) {
        return composer.bare(snap, label);
    }
}
