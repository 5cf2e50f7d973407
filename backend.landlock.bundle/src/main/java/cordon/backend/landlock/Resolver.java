package cordon.backend.landlock;

import cordon.api.policy.FileRule;
import cordon.linux.Fd;
import cordon.linux.LandlockAccess;
import cordon.linux.LinuxException;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the files that the rules of a profile name, as they are now, and allows what Landlock can say about them. What it
 * cannot say exactly is left out, or widened where {@link Surroundings} make that harmless. Used by one thread.
 */
final class Resolver {
    private static final long READING = LandlockAccess.READ_FILE | LandlockAccess.READ_DIR;
    /** A pattern that would need more than this many rules is given up, and said. */
    private static final int MOST_RULES = 8192;

    private final Directory root;
    private final Grants grants;
    private final Denials denials;
    private final Surroundings around;
    private final Elsewhere elsewhere;
    private boolean homeListed;

    Resolver(Directory root, Grants grants, Denials denials, Surroundings around, Elsewhere elsewhere) {
        this.root = root;
        this.grants = grants;
        this.denials = denials;
        this.around = around;
        this.elsewhere = elsewhere;
    }

    /** What a rule grants, as it goes down the tree. */
    private record Wanted(Glob glob, long rights, boolean owner) {
    }

    /** Allows what the rule does. */
    void allow(FileRule rule, Map<String, List<String>> variables) throws LinuxException {
        long rights = Rights.ofTree(rule.access());
        if (rights != 0) {
            for (String pattern : rule.path().alternatives(variables)) {
                Glob glob = elsewhere.glob(pattern);
                // One that cannot be walked is left out; LandlockEnforcement reports it.
                if (glob.walkable() && !glob.parts().isEmpty()) {
                    walk(root, new Wanted(glob, rights, rule.owner()), 0);
                }
            }
        }
    }

    /** Whether a rule lets the home directory itself be listed. */
    boolean homeListed() {
        return homeListed;
    }

    private void walk(Directory in, Wanted wanted, int at) throws LinuxException {
        Glob.Part part = wanted.glob().parts().get(at);
        if (special(in, wanted, at) || (wanted.glob().directory() && grants.covers(in.path(), wanted.rights() & LandlockAccess.READ_DIR))) {
            return;
        }
        if (part.everything()) {
            tree(in, wanted);
        } else if (part.literal()) {
            entry(in, part.text(), wanted, at);
        } else {
            for (String name : in.names()) {
                if (part.matches(name)) {
                    entry(in, name, wanted, at);
                }
            }
            noteCrowd(in);
        }
    }

    private void entry(Directory in, String name, Wanted wanted, int at) throws LinuxException {
        Glob glob = wanted.glob();
        if (at < glob.parts().size() - 1) {
            Optional<Directory> next = in.child(name);
            if (next.isPresent()) {
                walk(next.get(), wanted, at + 1);
            }
        } else if (glob.directory()) {
            Optional<Directory> directory = in.child(name);
            if (directory.isPresent()) {
                list(directory.get(), wanted);
            }
        } else {
            any(in, name, wanted, glob.parts().get(at).deep());
        }
    }

    /** A file; where the pattern goes deeper, a tree as well. */
    private void any(Directory in, String name, Wanted wanted, boolean trees) throws LinuxException {
        Optional<Fd> found = in.entry(name);
        if (found.isPresent()) {
            try (Fd file = found.get()) {
                Stat stat = Paths.stat(file);
                if (!stat.isDirectory()) {
                    file(file, stat, in.pathOf(name), wanted);
                } else if (trees) {
                    Optional<Directory> directory = in.child(name);
                    if (directory.isPresent()) {
                        tree(directory.get(), wanted);
                    }
                }
            }
        }
    }

    private void file(Fd file, Stat stat, List<String> path, Wanted wanted) throws LinuxException {
        long rights = Rights.onFile(denials.onFile(path, wanted.rights()), stat);
        if (rights != 0 && owns(wanted, stat) && !grants.covers(path, rights)) {
            grants.allow(file, path, false, rights);
        }
    }

    private void tree(Directory directory, Wanted wanted) throws LinuxException {
        long rights = denials.onTree(directory.path(), wanted.rights());
        if (rights == 0 || !owns(wanted, directory.stat())) {
            return;
        }
        if (grants.paths().size() > MOST_RULES) {
            grants.note("/" + String.join("/", directory.path()) + " and more: too many files for one ruleset; left out");
        } else if (!denials.inside(directory.path(), rights)) {
            grants.allow(directory.fd(), directory.path(), true, rights);
        } else {
            for (String name : directory.names()) {
                any(directory, name, wanted, true);
            }
            noteCrowd(directory);
        }
    }

    private void noteCrowd(Directory directory) {
        if (directory.crowded()) {
            grants.note("/" + String.join("/", directory.path()) + ": too many files for one ruleset; some are left out");
        }
    }

    /** Landlock knows no list of a directory alone: its right reaches the names of all beneath. */
    private void list(Directory directory, Wanted wanted) throws LinuxException {
        long rights = denials.onTree(directory.path(), wanted.rights()) & LandlockAccess.READ_DIR;
        if (rights == 0 || !owns(wanted, directory.stat())) {
            return;
        }
        if (directory.path().equals(around.home())) {
            homeListed = true;
        } else if (around.listable(directory.path())) {
            grants.allow(directory.fd(), directory.path(), true, rights);
        }
    }

    private boolean owns(Wanted wanted, Stat stat) {
        return !wanted.owner() || stat.uid() == around.user().uid();
    }

    /** Places whose entries are not there yet when the ruleset is made. */
    private boolean special(Directory in, Wanted wanted, int at) throws LinuxException {
        List<Glob.Part> parts = wanted.glob().parts();
        if (at != 1) {
            return false;
        }
        String top = parts.get(0).text();
        String second = parts.get(1).text();
        if (top.equals("proc") && !parts.get(1).literal()) {
            // Which processes can be seen at all, and what of them, is the view's and the kernel's matter: see LandlockEnforcement.
            grants.allow(in.fd(), in.path(), true, wanted.rights() & READING);
            return true;
        }
        if (top.equals("dev") && !around.privateDevices() && second.equals("pts")) {
            // Those of the host are other programs' terminals, and which will be the launch's own is not known.
            return true;
        }
        if (top.equals("dev") && around.privateDevices() && (second.equals("pts") || second.equals("ptmx"))) {
            // The devpts instance is made after the ruleset; its mount hides the directory, but not /dev, from Landlock.
            grants.allow(in.fd(), in.path(), true, READING | LandlockAccess.WRITE_FILE | LandlockAccess.IOCTL_DEV);
            return true;
        }
        if (top.equals("dev") && around.privateShared() && second.equals("shm") && parts.size() > 2) {
            Optional<Directory> shared = in.child("shm");
            if (shared.isPresent()) {
                tree(shared.get(), wanted);
            }
            return true;
        }
        return false;
    }
}
