package cordon.api.backend;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a backend refused, where no log of the kernel says it. An OSGi service of backends that are told; whoever shows denials asks all that there
 * are. The last ones are kept in memory, as long as the backend is here. Thread-safe.
 */
@ConsumerType
public interface RefusalLog {

    /** The name of the backend. */
    String name();

    /** Why nothing is taken down on this kernel, in one line; empty when it is. */
    Optional<String> silence();

    /** Those that are kept, oldest first. @param number of the last that is not wanted any more, 0 for all */
    List<Refusal> after(long number);

    /** How many could not be taken down because too many came at once, since the backend has been here. */
    long missed();
}
