package cordon.api.launch;

import org.osgi.annotation.versioning.ProviderType;

/** A process that a plan started. Identified by a pidfd, so that no signal reaches a later process of the same number. */
@ProviderType
public interface Started extends AutoCloseable {

    /** The process id. */
    int pid();

    /**
     * Sends a signal to the process group of the application, or to the process while there is no group yet. Does nothing
     * when it has ended.
     */
    void signal(int number);

    /**
     * Waits until the process ends, and collects it.
     *
     * @throws InterruptedException when the waiting thread is interrupted; the process goes on
     */
    Exit await() throws InterruptedException;

    /** Lets go of the process without ending it. */
    @Override
    void close();
}
