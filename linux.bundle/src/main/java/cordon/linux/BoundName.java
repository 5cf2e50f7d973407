package cordon.linux;

import com.sun.jna.Native;
import cordon.linux.internal.Call;
import java.nio.file.Path;
import java.util.function.IntSupplier;

/**
 * The name of a socket in a directory that is held open: the address leads through {@code /proc/self/fd}, so that long
 * paths work and a directory that is swapped meanwhile is not followed.
 */
final class BoundName implements AutoCloseable {
    /** Whether nobody listens at the name. */
    interface DeadTest {
        boolean isDead() throws LinuxException;
    }

    private final Path path;
    private final Fd dir;
    private final String name;
    /** The socket's file. While it is held, the file system gives its inode number to no other. */
    private Fd bound;

    private BoundName(Path path, Fd dir, String name) {
        this.path = path;
        this.dir = dir;
        this.name = name;
    }

    static BoundName of(Path path) throws LinuxException {
        Path absolute = path.toAbsolutePath();
        if (absolute.getParent() == null) {
            throw new IllegalArgumentException(path + " is not a path for a socket");
        }
        // Not O_PATH: the directory is locked while a dead socket is replaced.
        Fd dir = Paths.openRoot(absolute.getParent().toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY);
        return new BoundName(path, dir, absolute.getFileName().toString());
    }

    /** The address, ended by NUL. */
    byte[] address() {
        return Text.cString("/proc/self/fd/" + dir.number() + "/" + name);
    }

    /**
     * Binds, sets the mode, listens: nobody can connect before the mode is set. The directory is locked all the while, so
     * that of two that start at once neither takes the other's socket, bound and not yet listening, for a dead one.
     */
    void bind(IntSupplier bind, int mode, IntSupplier listen, DeadTest test) throws LinuxException {
        try (Fd locked = Paths.openDirectory(dir, ".")) {
            Io.lock(locked, true);
            if (bind.getAsInt() < 0) {
                if (Native.getLastError() != Errno.EADDRINUSE) {
                    throw Call.failure(() -> "bind a socket to " + path);
                }
                removeDead(test);
                Call.check(bind.getAsInt(), () -> "bind a socket to " + path);
            }
            bound = Paths.open(dir, name, OpenFlags.O_PATH | OpenFlags.O_NOFOLLOW, 0, Paths.BENEATH);
            Paths.chmod(bound, mode);
            Call.check(listen.getAsInt(), () -> "listen on " + path);
        }
    }

    private void removeDead(DeadTest test) throws LinuxException {
        Stat old = Paths.stat(dir, name).orElse(null);
        if (old == null) {
            return;
        }
        if (!old.isSocket()) {
            throw new LinuxException("listen on " + path, Errno.EADDRINUSE, "it is not a socket: move it away");
        }
        if (!test.isDead()) {
            throw new LinuxException("listen on " + path, Errno.EADDRINUSE, "another process listens there: stop it first");
        }
        Paths.unlink(dir, name, false);
    }

    /** Removes the name unless another socket has taken it. */
    void remove() {
        try {
            Stat now = Paths.stat(dir, name).orElse(null);
            if (now != null && bound != null && now.sameFile(Paths.stat(bound))) {
                Paths.unlink(dir, name, false);
            }
        } catch (LinuxException e) {
            // close() has nobody to tell. A name left behind is a dead socket, which the next start replaces.
            System.getLogger(BoundName.class.getName()).log(System.Logger.Level.WARNING, "cannot remove " + path, e);
        }
    }

    @Override
    public void close() {
        if (bound != null) {
            bound.close();
        }
        dir.close();
    }
}
