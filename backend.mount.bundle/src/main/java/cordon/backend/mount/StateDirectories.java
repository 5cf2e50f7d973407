package cordon.backend.mount;

import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Self;
import cordon.linux.Stat;
import cordon.linux.Trees;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The directories of this backend below the state root, and the private {@code /tmp} of snaps. Every directory down to them is
 * opened by descriptor without following links and has to be the framework's own, writable by nobody else: what somebody put
 * in the place of one is moved aside and never shown to an application (CVE-2021-44731, CVE-2022-3328). Stateless.
 */
final class StateDirectories {
    private static final int OTHERS_WRITE = 022;
    private static final int STICKY = 01777;

    private StateDirectories() {
    }

    /** Opens the state root, which has to be there and trusted. */
    static Fd root(String stateRoot) throws LinuxException {
        Fd root = Paths.openAbsolute(stateRoot, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY);
        return trusted(root, stateRoot, "it must be root's and writable by nobody else");
    }

    /**
     * Makes or opens a chain of directories that are the framework's own.
     *
     * @param mode of the last, if it is made; those before it can be entered by anybody
     */
    static Fd own(Fd dir, int mode, String... names) throws LinuxException {
        Fd at = dir.duplicate();
        for (int i = 0; i < names.length; i++) {
            try (Fd parent = at) {
                at = ownChild(parent, names[i], i == names.length - 1 ? mode : 0755);
            }
        }
        return at;
    }

    /**
     * Makes what the private {@code /tmp} of a snap is: {@code tmp/snap.NAME}, which root alone can enter, and in it
     * {@code tmp}, which is everybody's and sticky and belongs to root, whoever started the snap first.
     */
    static void privateTmp(Fd root, String snap) throws LinuxException {
        try (Fd parent = own(root, 0700, "tmp", "snap." + snap)) {
            Stat found = Paths.stat(parent, "tmp").orElse(null);
            if (found != null && !(found.isDirectory() && found.uid() == Self.effectiveUid())) {
                moveAside(parent, "tmp");
            }
            try (Fd tmp = Paths.ensureDirectory(parent, "tmp", STICKY)) {
                Paths.chmod(tmp, STICKY);
            }
        }
    }

    /** Removes what was kept for a snap. */
    static void forget(String stateRoot, String snap) throws LinuxException {
        try (Fd root = root(stateRoot); Fd temporary = own(root, 0700, "tmp"); Fd homes = own(root, 0700, "run", "homes")) {
            Trees.remove(temporary, "snap." + snap);
            Trees.remove(homes, snap);
        }
    }

    private static Fd ownChild(Fd parent, String name, int mode) throws LinuxException {
        Stat found = Paths.stat(parent, name).orElse(null);
        if (found != null && !isOwn(found)) {
            moveAside(parent, name);
        }
        return trusted(Paths.ensureDirectory(parent, name, mode), name, "somebody changed it just now");
    }

    private static Fd trusted(Fd directory, String name, String advice) throws LinuxException {
        boolean trusted = false;
        try {
            if (!isOwn(Paths.stat(directory))) {
                throw new LinuxException("trust directory " + name, Errno.EPERM, advice);
            }
            trusted = true;
            return directory;
        } finally {
            if (!trusted) {
                directory.close();
            }
        }
    }

    private static boolean isOwn(Stat stat) {
        return stat.isDirectory() && stat.uid() == Self.effectiveUid() && (stat.permissions() & OTHERS_WRITE) == 0;
    }

    private static void moveAside(Fd parent, String name) throws LinuxException {
        String aside = name + ".moved-aside-" + Long.toUnsignedString(ThreadLocalRandom.current().nextLong(), 36);
        Paths.rename(parent, name, parent, aside, Paths.RENAME_NOREPLACE);
    }
}
