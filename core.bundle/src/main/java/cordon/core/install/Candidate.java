package cordon.core.install;

import cordon.core.snapyaml.SnapInfo;
import cordon.core.state.Tried;
import java.util.List;
import java.util.Optional;

/** A package that was checked and is not placed yet. Belongs to the store that opened it. */
public interface Candidate extends AutoCloseable {

    /** What its {@code snap.yaml} says. */
    SnapInfo info();

    /** The bytes of its {@code snap.yaml}; a copy. */
    byte[] snapYaml();

    /** What a person should know, a line each: unknown keys, a package that the kernel cannot mount. */
    List<String> warnings();

    /** Where it lies, when it is used there and no copy was made. */
    default Optional<Tried> tried() {
        return Optional.empty();
    }

    /** Removes the copy, unless it was placed. */
    @Override
    void close();
}
