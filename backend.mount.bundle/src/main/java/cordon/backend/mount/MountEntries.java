package cordon.backend.mount;

import cordon.api.launch.MountStep;
import cordon.api.policy.MountEntryRule;
import java.util.Set;

/** The steps for a policy's own mounts, after the layout that every snap has. Pure. */
final class MountEntries {
    /** Directories that are made with the root; in all others, which are the host's or the base's, a target has to be there. */
    private static final Set<String> MADE = Set.of("run", "dev", "snap");

    private static final String DATA = "/var/snap/";
    private static final String DEFAULT_STATE_ROOT = "/var/lib/cordon";

    private MountEntries() {
    }

    static void add(MountEntryRule entry, Construction what, StepList steps) {
        String target = clean(entry.target().text());
        boolean directory = entry.type() != MountEntryRule.Type.BIND_FILE && entry.type() != MountEntryRule.Type.SYMLINK;
        parents(target, what, steps);
        if (canBeMade(target, what) && entry.type() != MountEntryRule.Type.SYMLINK) {
            if (directory) {
                steps.directory(target, 0755);
            } else {
                steps.file(target, 0644);
            }
        }
        switch (entry.type()) {
            case TMPFS -> steps.tmpfs(target, 0755, 0);
            case SYMLINK -> steps.link(target, clean(entry.source().text()));
            case BIND, BIND_FILE -> bind(entry, target, directory, what, steps);
            case DIRECTORY -> {
                // Made with its parents above, or by the skeleton of the package.
            }
        }
    }

    /** What another snap shares may be missing: in its data it is made, in its package it cannot be. */
    private static void bind(MountEntryRule entry, String target, boolean directory, Construction what, StepList steps) {
        String source = clean(entry.source().text());
        String data = what.stateRoot() + DATA;
        String onHost = onHost(source, what);
        if (directory && onHost.startsWith(data)) {
            String made = onHost.substring(data.length());
            for (int slash = made.indexOf('/', made.indexOf('/') + 1); slash > 0; slash = made.indexOf('/', slash + 1)) {
                steps.onHost(new MountStep.MakeDirectory(data + made.substring(0, slash), 0755));
            }
            steps.onHost(new MountStep.MakeDirectory(onHost, 0755));
        }
        steps.bind(new MountStep.Bind(onHost, steps.outside(target), directory, entry.readOnly(), true, true, false, source.startsWith("/snap/")));
    }

    private static void parents(String target, Construction what, StepList steps) {
        for (int slash = target.indexOf('/', 1); slash > 0; slash = target.indexOf('/', slash + 1)) {
            String parent = target.substring(0, slash);
            if (canBeMade(parent, what) && !MADE.contains(parent.substring(1))) {
                steps.directory(parent, 0755);
            }
        }
    }

    private static boolean canBeMade(String path, Construction what) {
        int slash = path.indexOf('/', 1);
        String top = slash < 0 ? path.substring(1) : path.substring(1, slash);
        if (path.startsWith("/snap/" + what.snap() + "/")) {
            return false;
        }
        return path.startsWith(DATA + what.snap() + "/") || MADE.contains(top) && slash > 0 || !RootLayout.isPlaced(top);
    }

    /** Where the host has what the namespace shows as {@code /snap} and {@code /var/snap}; the default state root stands for the one in use. */
    private static String onHost(String path, Construction what) {
        String own = "/snap/" + what.snap() + "/" + what.revision();
        if (path.equals(own) || path.startsWith(own + "/")) {
            return what.snapDirectory() + path.substring(own.length());
        }
        if (path.startsWith(DEFAULT_STATE_ROOT + "/")) {
            return what.stateRoot() + path.substring(DEFAULT_STATE_ROOT.length());
        }
        return path.startsWith("/snap/") || path.startsWith("/var/snap/") ? what.stateRoot() + path : path;
    }

    static String clean(String path) {
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
