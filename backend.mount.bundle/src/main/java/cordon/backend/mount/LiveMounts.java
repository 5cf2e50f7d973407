package cordon.backend.mount;

import cordon.api.backend.BackendException;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.MountStep;
import cordon.api.launch.NamespaceStep;
import cordon.api.launch.PlanRunner;
import cordon.api.policy.MountEntryRule;
import cordon.api.snap.SecurityLabel;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.MountFlags;
import cordon.linux.MountPoint;
import cordon.linux.Mounts;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings directories of other snaps into the views of launches that run, and takes them away, as their connections come and go. Other mounts
 * wait for the next launch. The caller lets one thread at a time in.
 */
final class LiveMounts {
    private static final String DATA = "/var/snap/";
    private static final int TRIES = 3;

    private final String stateRoot;
    private final PlanRunner runner;

    /** @param stateRoot absolute, without links */
    LiveMounts(String stateRoot, PlanRunner runner) {
        this.stateRoot = stateRoot;
        this.runner = runner;
    }

    /**
     * Follows a change of a command's entries.
     *
     * @return whether the running launches have all of it
     */
    boolean follow(SecurityLabel label, List<MountEntryRule> before, List<MountEntryRule> now) throws IOException {
        List<RunningView> views = RunningView.of(label, LabelMount.of(Path.of(stateRoot)));
        try {
            boolean live = differing(before, now).stream().allMatch(LiveMounts::isLive);
            if (views.isEmpty() || !live || !present(now)) {
                return views.isEmpty();
            }
            boolean everywhere = true;
            for (RunningView view : views) {
                everywhere &= changed(view, label, before, now);
            }
            return everywhere;
        } finally {
            views.forEach(RunningView::close);
        }
    }

    private static Set<MountEntryRule> differing(List<MountEntryRule> before, List<MountEntryRule> now) {
        Set<MountEntryRule> differing = new HashSet<>(before);
        now.forEach(entry -> {
            if (!differing.remove(entry)) {
                differing.add(entry);
            }
        });
        return differing;
    }

    /** Directories of snaps, and the empty places for them. */
    private static boolean isLive(MountEntryRule entry) {
        boolean shared = entry.type() == MountEntryRule.Type.BIND && ofSnaps(entry.source().text());
        return (shared || entry.type() == MountEntryRule.Type.DIRECTORY) && ofSnaps(entry.target().text());
    }

    private static boolean ofSnaps(String path) {
        return path.startsWith("/snap/") || path.startsWith(DATA);
    }

    /** What a snap shares may be missing yet; then it comes with the next launch, which makes it. */
    private boolean present(List<MountEntryRule> entries) throws LinuxException {
        for (MountEntryRule entry : entries) {
            if (entry.type() == MountEntryRule.Type.BIND && isLive(entry) && Paths.look(stateRoot + entry.source()).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /**
     * A program of root's can rename the directories of its own data that mounts lie in, while that is changed: so it is looked at what is mounted and not
     * at where it was put, and in the end whether it is as it should be. If not, it is said that the program has to end.
     */
    private boolean changed(RunningView view, SecurityLabel label, List<MountEntryRule> before, List<MountEntryRule> now) throws IOException {
        Set<String> gone = files(before);
        gone.removeAll(files(now));
        try {
            for (int i = 0; i < TRIES; i++) {
                boolean done = change(view, label, before, now, gone);
                if (done && strays(view, label, gone).isEmpty()) {
                    return true;
                }
            }
            return false;
        } catch (LinuxException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ESRCH || e.errno() == Errno.EINVAL) {
                return true; // It has ended meanwhile.
            }
            throw e;
        }
    }

    /** What directories of snaps are shared. */
    private Set<String> files(List<MountEntryRule> entries) throws LinuxException {
        Set<String> files = new HashSet<>();
        for (MountEntryRule entry : entries) {
            if (entry.type() == MountEntryRule.Type.BIND && isLive(entry)) {
                Paths.look(stateRoot + entry.source()).map(Stat::identity).ifPresent(files::add);
            }
        }
        return files;
    }

    /** Where in its data a launch has what is shared with it no more. */
    private static List<String> strays(RunningView view, SecurityLabel label, Set<String> gone) throws LinuxException {
        List<String> strays = new ArrayList<>();
        for (MountPoint mount : view.mounts()) {
            if (mount.target().startsWith(DATA + label.snap() + "/") && view.look(mount.target()).map(Stat::identity).filter(gone::contains).isPresent()) {
                strays.add(mount.target());
            }
        }
        return strays;
    }

    /** @return whether all steps were carried out */
    private boolean change(RunningView view, SecurityLabel label, List<MountEntryRule> before, List<MountEntryRule> now, Set<String> gone) throws IOException {
        Set<MountEntryRule> differing = differing(before, now);
        List<LaunchStep> steps = new ArrayList<>();
        boolean handedOver = false;
        try {
            steps.add(new NamespaceStep.JoinMountNamespace(view.namespace().duplicate(), label.text()));
            strays(view, label, gone).stream().sorted(Comparator.reverseOrder()).forEach(target -> steps.add(new MountStep.Unmount(target)));
            for (MountEntryRule place : places(now)) {
                if (differing.stream().anyMatch(entry -> isIn(entry, place))) {
                    clear(view, place, before, steps);
                    fill(place, now.stream().filter(entry -> entry.type() == MountEntryRule.Type.BIND && isIn(entry, place)).toList(), steps);
                }
            }
            handedOver = true;
            Holder.start(runner, steps, "change the mounts of " + label.text() + ", which runs").close();
            return true;
        } catch (BackendException e) {
            return false; // Something is not where it was a moment ago.
        } finally {
            if (!handedOver) {
                new LaunchPlan(steps).close();
            }
        }
    }

    private static List<MountEntryRule> places(List<MountEntryRule> entries) {
        return entries.stream().filter(entry -> entry.type() == MountEntryRule.Type.DIRECTORY).toList();
    }

    private static boolean isIn(MountEntryRule entry, MountEntryRule place) {
        return (entry.target().text() + "/").startsWith(place.target().text() + "/");
    }

    /** Takes away what a place has: what is mounted below, where nothing may be mounted on the place itself, then that. */
    private static void clear(RunningView view, MountEntryRule place, List<MountEntryRule> before, List<LaunchStep> steps) throws LinuxException {
        Set<String> mounted = view.mounts().stream().map(MountPoint::target).collect(Collectors.toSet());
        before.stream().filter(entry -> isIn(entry, place)).map(entry -> entry.target().text()).filter(mounted::contains).sorted(Comparator.reverseOrder())
                .forEach(target -> steps.add(new MountStep.Unmount(target)));
        if (mounted.contains(place.target().text())) {
            steps.add(new MountStep.Unmount(place.target().text()));
        }
    }

    private void fill(MountEntryRule place, List<MountEntryRule> entries, List<LaunchStep> steps) throws LinuxException {
        String target = place.target().text();
        boolean inPackage = !target.startsWith(DATA);
        List<String> below = entries.stream().map(entry -> entry.target().text()).filter(path -> !path.equals(target)).sorted().toList();
        if (!inPackage) {
            parents(target, steps);
        } else if (!below.isEmpty()) {
            steps.add(new MountStep.Attach(directories(below.stream().map(path -> path.substring(target.length() + 1)).toList()), target));
        }
        for (MountEntryRule entry : entries) {
            if (!inPackage && !entry.target().text().equals(target)) {
                steps.add(new MountStep.MakeDirectory(entry.target().text(), 0755));
            }
            steps.add(new MountStep.Attach(tree(entry), entry.target().text()));
        }
    }

    /** Below the directory of a snap's revision, or the common one. */
    private static void parents(String target, List<LaunchStep> steps) {
        int slash = target.indexOf('/', target.indexOf('/', DATA.length()) + 1);
        for (slash = target.indexOf('/', slash + 1); slash > 0; slash = target.indexOf('/', slash + 1)) {
            steps.add(new MountStep.MakeDirectory(target.substring(0, slash), 0755));
        }
        steps.add(new MountStep.MakeDirectory(target, 0755));
    }

    /** A small read-only tmpfs with empty directories: the package has no place for each of several. */
    private static Fd directories(List<String> names) throws LinuxException {
        long attributes = MountFlags.ATTR_NOSUID | MountFlags.ATTR_NODEV | MountFlags.ATTR_NOEXEC;
        Fd tmpfs = Mounts.newFilesystem("tmpfs", "cordon", attributes, Map.of("mode", "0755", "size", "1m"));
        boolean complete = false;
        try {
            for (String name : names) {
                Paths.makeDirectory(tmpfs, name, 0755);
            }
            Mounts.setAttributes(tmpfs, MountFlags.ATTR_RDONLY, 0, 0, false);
            complete = true;
            return tmpfs;
        } finally {
            if (!complete) {
                tmpfs.close();
            }
        }
    }

    private Fd tree(MountEntryRule entry) throws LinuxException {
        try (Fd source = Paths.openAbsolute(stateRoot + entry.source(), OpenFlags.O_PATH | OpenFlags.O_DIRECTORY)) {
            Fd tree = Mounts.cloneTree(source, true);
            boolean complete = false;
            try {
                long attributes = MountFlags.ATTR_NOSUID | MountFlags.ATTR_NODEV | (entry.readOnly() ? MountFlags.ATTR_RDONLY : 0);
                Mounts.setAttributes(tree, attributes, 0, MountFlags.MS_PRIVATE, true);
                complete = true;
                return tree;
            } finally {
                if (!complete) {
                    tree.close();
                }
            }
        }
    }
}
