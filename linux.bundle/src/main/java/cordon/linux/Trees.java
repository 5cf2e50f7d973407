package cordon.linux;

import java.util.ArrayDeque;
import java.util.Deque;

/** Directory trees, taken apart by directory descriptor. Stateless. */
public final class Trees {
    private Trees() {
    }

    /**
     * Removes an entry with all beneath it, if it is there. Links are removed, never followed. A mount below is not
     * crossed: the removal stops there with EXDEV or EBUSY, and what was removed before stays removed.
     *
     * <p>Directories are moved up to the top before they are emptied, so that a tree of any depth, which its owner may have
     * made deep on purpose, takes neither stack nor more than a few descriptors.
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
        try (Fd top = openInside(dir, name)) {
            Deque<String> pending = new ArrayDeque<>();
            try (DirectoryNames names = new DirectoryNames(top)) {
                for (String entry = names.next(); entry != null; entry = names.next()) {
                    if (Paths.stat(top, entry).filter(Stat::isDirectory).isPresent()) {
                        pending.add(entry);
                    } else {
                        unlinkIfThere(top, entry, false);
                    }
                }
            }
            long moved = 0;
            while (!pending.isEmpty()) {
                String next = pending.remove();
                moved = empty(top, next, pending, moved);
                unlinkIfThere(top, next, true);
            }
        }
        unlinkIfThere(dir, name, true);
    }

    /** Empties one directory of the top: its files are removed, its directories move up and wait. @return the next number */
    private static long empty(Fd top, String name, Deque<String> pending, long number) throws LinuxException {
        long next = number;
        try (Fd inner = openInside(top, name); DirectoryNames names = new DirectoryNames(inner)) {
            for (String entry = names.next(); entry != null; entry = names.next()) {
                if (Paths.stat(inner, entry).filter(Stat::isDirectory).isEmpty()) {
                    unlinkIfThere(inner, entry, false);
                } else {
                    String free = ".removed-" + next++;
                    while (Paths.stat(top, free).isPresent()) {
                        free = ".removed-" + next++;
                    }
                    Paths.rename(inner, entry, top, free, Paths.RENAME_NOREPLACE);
                    pending.add(free);
                }
            }
        }
        return next;
    }

    private static Fd openInside(Fd dir, String name) throws LinuxException {
        return Paths.open(dir, name, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0,
                Paths.BENEATH | OpenFlags.RESOLVE_NO_XDEV);
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
