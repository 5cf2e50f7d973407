package cordon.linux;

import com.sun.jna.Native;
import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;
import java.util.Optional;

/** Extended attributes of files (xattr(7)). Stateless. */
public final class Xattrs {
    private static final int LARGEST = 256;

    private Xattrs() {
    }

    /**
     * A short attribute as text.
     *
     * @param file not open as O_PATH
     * @param name with its namespace, as {@code trusted.delegate}
     * @return empty when the file has none, or the file system knows no attributes
     * @throws LinuxException ERANGE when it is longer than 256 bytes
     */
    public static Optional<String> get(Fd file, String name) throws LinuxException {
        byte[] value = new byte[LARGEST];
        long length = Libc.fgetxattr(file.number(), Text.cString(name), value, value.length);
        if (length < 0 && (Native.getLastError() == Errno.ENODATA || Native.getLastError() == Errno.EOPNOTSUPP)) {
            return Optional.empty();
        }
        Call.check(length, () -> "read the attribute " + name);
        return Optional.of(Text.decode(value, 0, (int) length));
    }
}
