package cordon.core.observe;

import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.FileRights;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import cordon.linux.Text;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A thread whose system call waits: its memory, and the files that it names, in its own view. Files are looked for with the rights of its user, or
 * he could ask by it what there is where he may not look.
 */
final class ProcessView {
    private static final int AT_FDCWD = -100;
    private static final int PAGE = 4096;

    private final int thread;
    private final FileRights rights;
    private final Path proc;

    ProcessView(int thread, FileRights rights) {
        this.thread = thread;
        this.rights = rights;
        this.proc = Path.of("/proc", Integer.toString(thread));
    }

    /**
     * A file that a path names.
     *
     * @param path   with links resolved
     * @param exists in the view, or on the host
     * @param stat   of what is there in the view
     */
    record Named(String path, boolean exists, Optional<Stat> stat) {
    }

    /** Bytes at an address; shorter where the memory ends. */
    byte[] memory(long address, int length) throws IOException {
        try (RandomAccessFile memory = new RandomAccessFile(proc.resolve("mem").toFile(), "r")) {
            memory.seek(address);
            byte[] bytes = new byte[length];
            int count = Math.max(0, memory.read(bytes));
            return Arrays.copyOf(bytes, count);
        }
    }

    /** The process that a descriptor of it stands for (pidfd_open(2)); empty when that has ended. */
    Optional<Integer> processOf(int descriptor) throws IOException {
        return Files.readString(proc.resolve("fdinfo/" + descriptor)).lines().filter(line -> line.startsWith("Pid:")).map(line -> Integer.parseInt(line.substring(4).strip()))
                .filter(pid -> pid > 0).findFirst();
    }

    /** The label of a process; empty when that is one of the same program, or there is none. */
    Optional<String> labelOfOther(int process) throws IOException {
        Path other = Path.of("/proc", Integer.toString(process));
        return !Files.exists(other) || sharesView(other) ? Optional.empty() : Optional.of(label(other));
    }

    /** Whether a process is in the view that this launch was given, which no other program has; not so where it was given none. */
    private boolean sharesView(Path other) throws IOException {
        Path view = Files.readSymbolicLink(proc.resolve("ns/mnt"));
        try {
            return view.equals(Files.readSymbolicLink(other.resolve("ns/mnt"))) && !view.equals(Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")));
        } catch (FileSystemException e) {
            return false; // It has ended, or may not be looked at: a program of ours may be.
        }
    }

    /** AppArmor's. */
    private static String label(Path process) {
        try {
            String label = Files.readString(process.resolve("attr/current")).replaceFirst("( \\([a-z]+\\))?\\s*$", "");
            return label.startsWith("snap.") ? label : "unconfined";
        } catch (IOException e) {
            return "unconfined"; // There is no security module that has labels.
        }
    }

    /** Whether somebody has a name of a Unix socket that is no file, in the network that the thread sees. */
    boolean hasUnixName(String address) throws IOException {
        String shown = " " + address.replace('\0', '@');
        return Files.readString(proc.resolve("net/unix"), StandardCharsets.ISO_8859_1).lines().anyMatch(line -> line.endsWith(shown));
    }

    /** The path at an address; a page is read at a time, because the next one may not be there. */
    String path(long address) throws IOException {
        byte[] bytes = new byte[0];
        while (bytes.length < PAGE) {
            byte[] more = memory(address + bytes.length, (int) (PAGE - (address + bytes.length) % PAGE));
            int start = bytes.length;
            bytes = Arrays.copyOf(bytes, start + more.length);
            System.arraycopy(more, 0, bytes, start, more.length);
            for (int i = start; i < bytes.length; i++) {
                if (bytes[i] == 0) {
                    return Text.decode(Arrays.copyOf(bytes, i));
                }
            }
            if (more.length == 0) {
                break;
            }
        }
        throw new IOException("no path at this address");
    }

    /** Resolves a path. @param directory the descriptor that it is relative to, AT_FDCWD for the working directory */
    Named resolve(int directory, String path, boolean follow) throws IOException {
        String absolute = path.startsWith("/") ? path : base(directory) + (path.isEmpty() ? "" : "/" + path);
        // For us the link leads to ourselves.
        String known = absolute.replaceFirst("^/proc/(self|thread-self)(?=/|$)", proc.toString());
        try (Fd root = Paths.openRootOf(thread)) {
            return rights.use(() -> resolve(root, known, follow));
        }
    }

    private String base(int directory) throws IOException {
        String base = Files.readSymbolicLink(proc.resolve(directory == AT_FDCWD ? "cwd" : "fd/" + directory)).toString();
        if (!base.startsWith("/")) {
            throw new IOException("relative to what has no path");
        }
        return base.equals("/") ? "" : base;
    }

    private static Named resolve(Fd root, String absolute, boolean follow) throws IOException {
        try (Fd file = Paths.open(root, relative(absolute), OpenFlags.O_PATH | (follow ? 0 : OpenFlags.O_NOFOLLOW), 0, OpenFlags.RESOLVE_IN_ROOT)) {
            return new Named(Paths.pathOf(file), true, Optional.of(Paths.stat(file)));
        } catch (LinuxException e) {
            if (e.errno() != Errno.ENOENT && e.errno() != Errno.ENOTDIR && e.errno() != Errno.EACCES) {
                return new Named(absolute, true, Optional.empty()); // A link into another process, say.
            }
        }
        int slash = absolute.length() > 1 && absolute.endsWith("/") ? absolute.lastIndexOf('/', absolute.length() - 2) : absolute.lastIndexOf('/');
        try (Fd parent = Paths.open(root, relative(absolute.substring(0, slash)), OpenFlags.O_PATH, 0, OpenFlags.RESOLVE_IN_ROOT)) {
            String above = Paths.pathOf(parent);
            return missing((above.equals("/") ? "" : above) + absolute.substring(slash));
        } catch (LinuxException e) {
            return missing(absolute);
        }
    }

    /** The view may lack what the host has, and what a connection would show. */
    private static Named missing(String path) {
        return new Named(path, Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS), Optional.empty());
    }

    private static String relative(String absolute) {
        String relative = absolute.replaceFirst("^/+", "");
        return relative.isEmpty() ? "." : relative;
    }
}
