package cordon.shell.control;

import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;

/** The path of the directory that a caller is in. */
final class CallersDirectory {
    private CallersDirectory() {
    }

    /**
     * The kernel's name for the open directory. Where that leads elsewhere, because the caller is in another mount namespace than the
     * daemon, the name that the caller has for it, if that leads there; else {@code /}. Whoever enters it does so with the
     * caller's rights.
     *
     * @param openFiles {@code /proc/self/fd}
     * @param named     the caller's {@code PWD}, which may be anything, or null
     */
    static String path(Fd directory, Fd openFiles, String named) throws LinuxException {
        String known = Paths.readLink(openFiles, String.valueOf(directory.number()));
        Stat identity = Paths.stat(directory);
        if (leadsTo(known, identity)) {
            return known;
        }
        return named != null && leadsTo(named, identity) ? named : "/";
    }

    private static boolean leadsTo(String path, Stat identity) {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            return false;
        }
        try (Fd open = Paths.openRoot(path, OpenFlags.O_PATH | OpenFlags.O_DIRECTORY)) {
            Stat found = Paths.stat(open);
            return found.inode() == identity.inode() && found.deviceMajor() == identity.deviceMajor() && found.deviceMinor() == identity.deviceMinor();
        } catch (LinuxException e) {
            // gone, or of another namespace: a directory that cannot be named is "/"
            return false;
        }
    }
}
