package cordon.linux;

/** Directory trees, walked by directory descriptor. Stateless. */
public final class Trees {
    private Trees() {
    }

    /**
     * Removes an entry with all beneath it, if it is there. Links are removed, never followed. A mount below is not
     * crossed: the removal stops there with EXDEV, and what was removed before stays removed.
     */
    public static void remove(Fd dir, String name) throws LinuxException {
        Stat stat = Paths.stat(dir, name).orElse(null);
        if (stat == null) {
            return;
        }
        if (!stat.isDirectory()) {
            unlinkIfThere(dir, name, false);
            return;
        }
        try (Fd inner = Paths.open(dir, name, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0,
                Paths.BENEATH | OpenFlags.RESOLVE_NO_XDEV)) {
            for (String entry : Paths.list(inner)) {
                remove(inner, entry);
            }
        }
        unlinkIfThere(dir, name, true);
    }

    /** Somebody else may remove the same tree. */
    private static void unlinkIfThere(Fd dir, String name, boolean directory) throws LinuxException {
        try {
            Paths.unlink(dir, name, directory);
        } catch (LinuxException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
    }
}
