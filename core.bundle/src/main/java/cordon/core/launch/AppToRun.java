package cordon.core.launch;

import cordon.api.policy.AppPolicy;
import cordon.api.snap.SnapIdentity;
import cordon.core.snapyaml.AppInfo;
import cordon.core.snapyaml.SnapInfo;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A command with everything that a launch needs: one immutable picture, so that a launch never sees half of a change. What is
 * derived from it alone is kept for as long as the same object is given to the launcher.
 *
 * @param info          the snap
 * @param identity      the installed revision
 * @param app           the command
 * @param policy        what it may do
 * @param snapDirectory where the package is on the host
 * @param baseDirectory where its base is on the host; empty when the host's root serves
 * @param hasView       whether one of the backends gives it a view of the file system, where {@code /snap} and {@code /var/snap} are
 * @param backends      those that take part, in the order of their stages
 * @param trusted       interfaces that may have a message bus whose messages nobody mediates, as the site says
 */
public record AppToRun(SnapInfo info, SnapIdentity identity, AppInfo app, AppPolicy policy, Path snapDirectory,
        Optional<Path> baseDirectory, boolean hasView, List<BoundBackend> backends, Set<String> trusted) {

    /** Sorts and copies the backends; backends of one stage come by name. */
    public AppToRun {
        Objects.requireNonNull(info);
        Objects.requireNonNull(identity);
        Objects.requireNonNull(app);
        Objects.requireNonNull(policy);
        Objects.requireNonNull(snapDirectory);
        Objects.requireNonNull(baseDirectory);
        trusted = Set.copyOf(trusted);
        backends = backends.stream()
                .sorted(Comparator.comparing(BoundBackend::stage).thenComparing(BoundBackend::name))
                .toList();
    }

    /** The same command under another policy. @param others the backends that take part then */
    AppToRun under(AppPolicy other, List<BoundBackend> others) {
        return new AppToRun(info, identity, app, other, snapDirectory, baseDirectory, hasView, others, trusted);
    }
}
