package cordon.linux;

import cordon.linux.internal.Block;
import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The names in a directory one by one, without {@code .} and {@code ..}, in no order: whoever may write to a directory can put millions into
 * it, which would not fit into memory. For one thread.
 */
public final class DirectoryNames implements AutoCloseable {
    private static final int SIZE = 32 * 1024;

    private final Fd directory;
    private final Block entries = new Block(SIZE);
    private final Deque<String> read = new ArrayDeque<>();

    /** Of a directory that is open for reading; the offset of its descriptor stays where it is. */
    public DirectoryNames(Fd directory) throws LinuxException {
        this.directory = Paths.open(directory, ".", OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0, Paths.BENEATH);
    }

    /** The next one; null when there is none. */
    public String next() throws LinuxException {
        while (read.isEmpty()) {
            int length = (int) Call.check(Libc.getdents64(directory.number(), entries.address(), SIZE), () -> "list a directory");
            if (length == 0) {
                return null;
            }
            take(entries.get(0, length));
        }
        return read.remove();
    }

    /** struct linux_dirent64: ino 8, off 8, reclen 2, type 1, name (getdents64(2)). */
    private void take(byte[] bytes) {
        for (int at = 0; at < bytes.length; at += entries.getShort(at + 16) & 0xffff) {
            int from = at + 19;
            int to = from;
            while (bytes[to] != 0) {
                to++;
            }
            String name = Text.decode(bytes, from, to - from);
            if (!name.equals(".") && !name.equals("..")) {
                read.add(name);
            }
        }
    }

    @Override
    public void close() {
        entries.close();
        directory.close();
    }
}
