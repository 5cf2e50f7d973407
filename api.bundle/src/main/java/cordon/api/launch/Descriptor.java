package cordon.api.launch;

import org.osgi.annotation.versioning.ProviderType;

/**
 * An open file descriptor of this process, owned by whoever holds the object. It is close-on-exec; a launch passes it on
 * by naming its number in a step. Thread-safe.
 */
@ProviderType
public interface Descriptor extends AutoCloseable {

    /**
     * The number of the descriptor in this process.
     *
     * @throws IllegalStateException when it was closed
     */
    int number();

    /** Closes the descriptor; a second call does nothing. */
    @Override
    void close();
}
