package cordon.backend.landlock;

import cordon.api.backend.Launch;
import cordon.api.launch.LaunchStep;
import cordon.api.policy.FileRule;
import cordon.api.policy.Variables;
import cordon.linux.DirectoryNotices;
import cordon.linux.Fd;
import cordon.linux.Landlock;
import cordon.linux.LandlockAccess;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A finished ruleset for one command and one user. Closing it leaves launches that hold its descriptor alone.
 *
 * @param text    of the profile it was made from
 * @param root    the root directory it was made beneath; it is held by the watch, so that no later one can be taken for it
 * @param fd      the ruleset
 * @param watch   when it is still right
 * @param mounts  steps that the launch needs before it
 * @param summary for people
 * @param notes   for the caller
 */
record Ruleset(String text, Stat root, Fd fd, Watch watch, List<LaunchStep> mounts, String summary, List<String> notes) implements AutoCloseable {

    /**
     * Makes the ruleset.
     *
     * @param abi     of the kernel
     * @param notices where its watch hears of changes
     */
    static Ruleset make(FileProfile profile, Launch launch, int abi, DirectoryNotices notices) throws IOException {
        long handled = LandlockAccess.files(abi);
        Fd ruleset = Landlock.createRuleset(handled, profile.closed().contains(FileProfile.Scope.TCP) ? LandlockAccess.network(abi) : 0, scopes(profile, abi));
        boolean complete = false;
        try (Directory root = root(launch)) {
            Grants grants = new Grants(ruleset, handled);
            String home = home(launch.user().home());
            Map<String, List<String>> variables = new HashMap<>(launch.variables());
            variables.put(Variables.HOME, List.of(home));
            Elsewhere elsewhere = new Elsewhere(launch.elsewhere());
            Denials denials = new Denials(profile.rules(), variables, elsewhere);
            Resolver resolver = new Resolver(root, grants, denials, Surroundings.of(launch.user(), home, root), elsewhere);
            for (FileRule rule : profile.rules()) {
                if (!rule.deny()) {
                    resolver.allow(rule, variables);
                }
            }
            // The watch is of what the rules asked for; the view below is the framework's own.
            List<LaunchStep> mounts = new ArrayList<>();
            Watch watch = Watch.of(root, notices);
            try {
                if (resolver.homeListed()) {
                    String name = launch.user().uid() + "-" + launch.policy().label().app();
                    HomeView.prepare(root, name, home, grants).ifPresentOrElse(mounts::addAll,
                            () -> grants.note("the home directory cannot be listed: there is no mount namespace to show a part of it"));
                }
                Ruleset made = new Ruleset(launch.profile().text(), root.stat(), ruleset, watch, List.copyOf(mounts), grants.paths().size() + " rules", grants.notes());
                complete = true;
                return made;
            } finally {
                if (!complete) {
                    watch.close();
                }
            }
        } finally {
            if (!complete) {
                ruleset.close();
            }
        }
    }

    /**
     * Patterns are matched after links were resolved: on some systems {@code /home} is one. The last component is not
     * followed, for a home directory is no link.
     */
    private static String home(String path) throws IOException {
        Path home = Path.of(path).normalize();
        try {
            return home.getNameCount() < 2 ? home.toString() : home.getParent().toRealPath().resolve(home.getFileName()).toString();
        } catch (NoSuchFileException e) {
            return home.toString();
        }
    }

    /** Whether it was made from this profile and for this root. */
    boolean isOf(Launch launch) throws LinuxException {
        return text.equals(launch.profile().text()) && isRoot(rootStat(launch));
    }

    /** Views of one namespace have one root directory, each by a mount of its own. */
    private boolean isRoot(Stat other) {
        return root.sameFile(other) && root.mountId() == other.mountId();
    }

    private static Directory root(Launch launch) throws LinuxException {
        return new Directory(open(launch), List.of());
    }

    private static Stat rootStat(Launch launch) throws LinuxException {
        if (launch.root() instanceof Fd given) {
            return Paths.stat(given);
        }
        try (Fd opened = open(launch)) {
            return Paths.stat(opened);
        }
    }

    /** The launch's root, reopened: its descriptor stays the launch's. */
    private static Fd open(Launch launch) throws LinuxException {
        try (Fd self = Paths.openRoot("/proc/self/fd", OpenFlags.O_PATH | OpenFlags.O_DIRECTORY)) {
            int flags = OpenFlags.O_PATH | OpenFlags.O_DIRECTORY;
            return Paths.open(self, Integer.toString(launch.root().number()), flags, 0, 0);
        }
    }

    private static long scopes(FileProfile profile, int abi) {
        long scopes = profile.closed().contains(FileProfile.Scope.ABSTRACT_SOCKETS) ? LandlockAccess.SCOPE_ABSTRACT_UNIX_SOCKET : 0;
        scopes |= profile.closed().contains(FileProfile.Scope.SIGNALS) ? LandlockAccess.SCOPE_SIGNAL : 0;
        return scopes & LandlockAccess.scopes(abi);
    }

    @Override
    public void close() {
        fd.close();
        watch.close();
    }
}
