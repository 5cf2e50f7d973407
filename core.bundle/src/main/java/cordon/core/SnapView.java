package cordon.core;

import cordon.api.policy.Confinement;
import cordon.api.snap.SnapIdentity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An installed snap.
 *
 * @param identity    name, revision, version, type, base
 * @param title       for people; may be empty
 * @param summary     one line
 * @param description of any length
 * @param confinement how its commands are confined
 * @param mode        {@code devmode}, {@code jailmode}, {@code classic} when installed so, else empty
 * @param installed   when this revision was
 * @param directory   where its package is, on the host
 * @param revisions   all that are kept, oldest first
 * @param tried       the directory that it uses where it is, on the host; empty when it has a copy of its package
 * @param commands    its commands, in the order of its snap.yaml
 * @param notes       what a person should know: an interface that is not here, a key that is not known
 */
public record SnapView(SnapIdentity identity, String title, String summary, String description, Confinement confinement, String mode,
        Instant installed, Path directory, List<String> revisions, Optional<String> tried, List<CommandView> commands, List<String> notes) {
    /** Copies the lists. */
    public SnapView {
        revisions = List.copyOf(revisions);
        commands = List.copyOf(commands);
        notes = List.copyOf(notes);
    }

    /**
     * A command of a snap.
     *
     * @param app    its name in the snap.yaml
     * @param name   how it is run: {@code snap.app}, or the snap's name alone where the two are equal
     * @param daemon the kind of service it declares to be, else empty
     */
    public record CommandView(String app, String name, String daemon) {
    }
}
