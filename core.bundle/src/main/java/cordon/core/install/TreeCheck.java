package cordon.core.install;

import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;

/**
 * Looks at every entry of a package: devices, fifos, sockets and links that leave it are refused. Of an image every file is
 * read too, so that a damaged one is refused now and does not fail at some launch.
 */
final class TreeCheck {
    private static final int MAX_DEPTH = 200;

    private final Fd top;
    private final String snap;
    private final boolean isRoot;
    private final boolean reads;
    private final Look look;
    private final byte[] buffer = new byte[64 * 1024];

    /**
     * @param top    the top directory of the package
     * @param snap   the snap's name
     * @param isRoot whether the package is a root file system, in which absolute links are meant to be
     * @param reads  whether to read all files
     * @param look   at each entry
     */
    TreeCheck(Fd top, String snap, boolean isRoot, boolean reads, Look look) {
        this.top = top;
        this.snap = snap;
        this.isRoot = isRoot;
        this.reads = reads;
        this.look = look;
    }

    /** A further look at an entry. */
    @FunctionalInterface
    interface Look {
        void at(String path, Stat stat) throws BadPackage;
    }

    void check() throws LinuxException, BadPackage {
        directory(top, "", 0);
    }

    private void directory(Fd directory, String path, int depth) throws LinuxException, BadPackage {
        if (depth > MAX_DEPTH) {
            throw new BadPackage("\"" + path + "\" lies more than " + MAX_DEPTH + " directories deep; flatten the tree");
        }
        for (String name : Paths.list(directory)) {
            String entry = path.isEmpty() ? name : path + "/" + name;
            Stat stat = Paths.stat(directory, name).orElseThrow(() -> new BadPackage("\"" + entry + "\" is listed and is not there; make the image anew"));
            look.at(entry, stat);
            if (stat.isSymlink()) {
                link(entry, Paths.readLink(directory, name));
            } else if (stat.isDirectory()) {
                try (Fd inner = Paths.openDirectory(directory, name)) {
                    directory(inner, entry, depth + 1);
                }
            } else if (!stat.isRegular()) {
                throw special(entry, TreeCopy.kindOf(stat));
            } else if (reads) {
                read(directory, name);
            }
        }
    }

    /** The refusal of an entry that no package may hold. */
    static BadPackage special(String path, String what) {
        return new BadPackage("\"" + path + "\" is " + what + "; a package holds files, directories and links alone: remove it");
    }

    private void link(String path, String target) throws LinuxException, BadPackage {
        boolean stays = target.startsWith("/") ? isRoot || Links.leadsToOwnPlace(snap, target)
                : Links.staysBeneath(path, target) && (isRoot || !resolvesOutside(path));
        if (!stays) {
            throw new BadPackage("the link \"" + path + "\" leads out of the package, to \"" + target
                    + "\"; make it a relative link to something in the package, or put a copy there");
        }
    }

    /** Links can lead through links: the kernel is asked whether the way leaves the tree. A link to nothing leaves nothing. */
    private boolean resolvesOutside(String path) throws LinuxException {
        try {
            Paths.open(top, path, OpenFlags.O_PATH, 0, OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_MAGICLINKS).close();
            return false;
        } catch (LinuxException e) {
            if (e.errno() == Errno.EXDEV) {
                return true;
            } else if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) {
                return false;
            }
            throw e;
        }
    }

    private void read(Fd directory, String name) throws LinuxException {
        int flags = OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_NOCTTY;
        try (Fd file = Paths.open(directory, name, flags, 0, Paths.BENEATH)) {
            while (Io.read(file, buffer, 0, buffer.length) >= 0) {
                // What is read matters to nobody yet; that it can be read does.
            }
        }
    }
}
