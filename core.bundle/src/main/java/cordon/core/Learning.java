package cordon.core;

import java.util.Collection;
import org.osgi.annotation.versioning.ProviderType;

/** Makes proposals of what programs were seen to do. It changes nothing. Thread-safe. */
@ProviderType
public interface Learning {

    /**
     * What would let a command do what it was seen to do.
     *
     * @param command as it is run
     * @param seen    what it did while it was watched
     * @throws CordonException when there is no such command
     */
    Lesson learn(String command, Collection<Observation> seen) throws CordonException;
}
