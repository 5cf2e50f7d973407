package cordon.backend.mount;

import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.UnixSocket;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Lets the namespaces of launches end a moment after them. To take the mounts of one apart, its devpts among them, takes the last
 * process in it as long as a tenth of a short launch, and its parent waits. Launches send their namespaces to a socket, where nobody
 * reads; once it is closed, the kernel lets go of what waits there. A program that runs longer than that ends its namespace itself.
 * Thread-safe.
 */
final class EndingNamespaces implements AutoCloseable {
    /** So many launches as a socket has room for in this time are more than a machine starts. */
    private static final long MOMENT_MILLIS = 250;

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> {
        Thread made = new Thread(work, "cordon-mount-ending");
        made.setDaemon(true);
        return made;
    });
    private List<UnixSocket> sockets = List.of();

    EndingNamespaces() {
        thread.setKeepAliveTime(10, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
    }

    /** Where a launch sends its namespace; the caller's. */
    synchronized Fd place() throws LinuxException {
        if (sockets.isEmpty()) {
            thread.schedule(this::end, MOMENT_MILLIS, TimeUnit.MILLISECONDS);
            sockets = UnixSocket.pair(UnixSocket.Type.SEQPACKET);
        }
        return sockets.get(0).fd().share();
    }

    /** Ends what has been sent so far. */
    synchronized void end() {
        sockets.forEach(UnixSocket::close);
        sockets = List.of();
    }

    /** Ends all, and the thread. */
    @Override
    public void close() {
        thread.shutdownNow();
        end();
    }
}
