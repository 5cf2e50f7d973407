package cordon.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/** The state root, held by one daemon at a time: a lock on {@code run/cordond.pid}, which has its process number. */
final class StateRoot implements AutoCloseable {
    private static final Set<PosixFilePermission> OPEN_TO_READERS = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Path SELF = Path.of("/proc/self");

    private static final int OTHERS_WRITE = 0022;
    private static final int TRIES = 400;
    private static final int PAUSE_MILLIS = 25;

    private final Path path;
    private final FileChannel file;

    private StateRoot(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    /** Where it is, absolute. */
    Path path() {
        return path;
    }

    /**
     * Makes the root where it is missing, and takes the lock.
     *
     * @throws IOException when it cannot be, or another daemon has it; the message is for people
     */
    static StateRoot hold(Path root) throws IOException, InterruptedException {
        Path run = root.resolve("run");
        try {
            ensure(root);
            ensure(run);
        } catch (IOException e) {
            throw new IOException("cannot use " + root + " as the state root: " + e.getMessage(), e);
        }
        FileChannel file = FileChannel.open(run.resolve("cordond.pid"), StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        boolean held = false;
        try {
            if (!lock(file, run.resolve("control.sock"))) {
                throw new IOException("cannot start on " + root + ": a daemon runs there already; end it with \"cordon down\"");
            }
            file.truncate(0);
            file.write(ByteBuffer.wrap((process() + "\n").getBytes(StandardCharsets.US_ASCII)));
            held = true;
            return new StateRoot(root, file);
        } finally {
            if (!held) {
                file.close();
            }
        }
    }

    /** The number of this process: asked of the kernel, since ProcessHandle begins with threads for processes that are waited for. */
    private static Path process() throws IOException {
        return Files.readSymbolicLink(SELF);
    }

    /** One that goes down has taken its socket away and lets go of the lock soon. */
    private static boolean lock(FileChannel file, Path socket) throws IOException, InterruptedException {
        FileLock lock = file.tryLock();
        for (int tries = 0; lock == null && tries < TRIES && !Files.exists(socket); tries++) {
            Thread.sleep(PAUSE_MILLIS);
            lock = file.tryLock();
        }
        return lock != null;
    }

    /** A directory of ours that nobody else can write to. What is in it decides what runs as root. */
    private static void ensure(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, OPEN_TO_READERS);
        }
        // of users the number counts: to look up their names takes longer than all else here
        Map<String, Object> is = Files.readAttributes(directory, "unix:isDirectory,uid,mode", LinkOption.NOFOLLOW_LINKS);
        Object ours = Files.getAttribute(SELF, "unix:uid");
        if (!is.get("isDirectory").equals(true)) {
            throw new IOException(directory + " is not a directory");
        }
        if (!is.get("uid").equals(ours)) {
            throw new IOException(directory + " belongs to user " + is.get("uid") + ", not to " + ours);
        }
        if (((Integer) is.get("mode") & OTHERS_WRITE) != 0) {
            throw new IOException("others can write to " + directory + "; take that away with \"chmod go-w\"");
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
