package cordon.core.site;

import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Self;
import cordon.linux.Stat;

/** Reads what an administrator wrote: a file that root, or the daemon's user, owns and nobody else can write to. */
public final class RootsFile {
    private static final int WRITABLE_BY_OTHERS = 0022;

    private RootsFile() {
    }

    /**
     * Its content.
     *
     * @param directory in which it is
     * @param name      of the file; no link is followed
     * @param shown     what messages call it
     * @param limit     how many bytes it may have
     * @throws SiteException when somebody else could have written it
     */
    public static byte[] read(Fd directory, String name, String shown, int limit) throws LinuxException, SiteException {
        int flags = OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_NOCTTY;
        try (Fd file = Paths.open(directory, name, flags, 0, Paths.BENEATH)) {
            Stat stat = Paths.stat(file);
            if (!stat.isRegular() || othersWrite(stat)) {
                throw new SiteException(shown + ": is not trusted: it must be a regular file that root owns and nobody else can write to");
            }
            return Io.readAll(file, limit);
        }
    }

    /** Whether others than root and the daemon's user own it or can write to it. */
    public static boolean othersWrite(Stat stat) {
        return stat.uid() != 0 && stat.uid() != Self.effectiveUid() || (stat.permissions() & WRITABLE_BY_OTHERS) != 0;
    }
}
