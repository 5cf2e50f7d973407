package cordon.core.state;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A revision of a snap that is kept.
 *
 * @param name      {@code x1}, {@code x2}, ...: counted here, as the package came from a file
 * @param yamlHash  SHA-256 of its {@code snap.yaml}, in hexadecimal: what was checked at install is what is enforced later
 * @param installed when
 * @param mode      how
 * @param tried     the directory that it uses where it is; empty when it has a copy of the package
 */
public record Revision(String name, String yamlHash, Instant installed, Mode mode, Optional<Tried> tried) {
    private static final Pattern NAME = Pattern.compile("x[1-9][0-9]{0,8}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException when name or hash cannot be one */
    public Revision {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("\"" + name + "\" is no revision; it must be x and a number from 1");
        }
        if (!HASH.matcher(yamlHash).matches()) {
            throw new IllegalArgumentException("\"" + yamlHash + "\" is no SHA-256 in hexadecimal");
        }
        Objects.requireNonNull(installed);
        Objects.requireNonNull(mode);
        Objects.requireNonNull(tried);
    }

    /** One that has a copy of its package. */
    public Revision(String name, String yamlHash, Instant installed, Mode mode) {
        this(name, yamlHash, installed, mode, Optional.empty());
    }

    /** The number after the x. */
    public int number() {
        return Integer.parseInt(name.substring(1));
    }

    /** Whether this may name a revision. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
