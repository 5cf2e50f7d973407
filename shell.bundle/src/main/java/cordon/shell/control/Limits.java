package cordon.shell.control;

import java.util.HashMap;
import java.util.Map;

/**
 * How much of the daemon one user can hold: connections, and bytes of requests. Root is bound by the whole alone, of which
 * others cannot take the last part. Thread-safe.
 */
final class Limits {
    private static final int CONNECTIONS = 1024;
    private static final int CONNECTIONS_OF_OTHERS = 896;
    private static final int CONNECTIONS_OF_ONE = 256;
    private static final long BYTES = 24L << 20;
    private static final long BYTES_OF_OTHERS = 16L << 20;
    private static final long BYTES_OF_ONE = 8L << 20;

    private final Map<Integer, Held> byUser = new HashMap<>();
    private final Held all = new Held();

    private static final class Held {
        private int connections;
        private long bytes;
    }

    /** Takes a connection. @return false when there are too many */
    synchronized boolean takeConnection(int uid) {
        Held user = byUser.computeIfAbsent(uid, number -> new Held());
        boolean fits = all.connections < (uid == 0 ? CONNECTIONS : CONNECTIONS_OF_OTHERS) && (uid == 0 || user.connections < CONNECTIONS_OF_ONE);
        if (fits) {
            all.connections++;
            user.connections++;
        } else {
            forget(uid, user);
        }
        return fits;
    }

    /** Takes bytes of a request of a connection that was taken. @return false when there are too many */
    synchronized boolean takeBytes(int uid, long bytes) {
        Held user = byUser.get(uid);
        boolean fits = all.bytes + bytes <= (uid == 0 ? BYTES : BYTES_OF_OTHERS) && (uid == 0 || user.bytes + bytes <= BYTES_OF_ONE);
        if (fits) {
            all.bytes += bytes;
            user.bytes += bytes;
        }
        return fits;
    }

    /** Gives back a connection, with the bytes that it took. */
    synchronized void give(int uid, long bytes) {
        Held user = byUser.get(uid);
        all.connections--;
        all.bytes -= bytes;
        user.connections--;
        user.bytes -= bytes;
        forget(uid, user);
    }

    private void forget(int uid, Held user) {
        if (user.connections == 0) {
            byUser.remove(uid);
        }
    }
}
