package cordon.backend.mount;

import cordon.api.backend.BackendException;
import cordon.api.backend.Launch;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.MountStep;
import cordon.api.launch.NamespaceStep;
import cordon.api.launch.PlanRunner;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.DBusRule;
import cordon.api.policy.MountEntryRule;
import cordon.api.policy.Origin;
import cordon.api.policy.PtraceRule;
import cordon.linux.DirectoryNotices;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.MountPoint;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What one command sees when one user runs it: a copy of the snap's namespace in which the user's directories and what connections
 * name of the host's are, and no more of these. It is made once and kept as long as it is what would be made anew; each launch
 * goes on in a private copy.
 *
 * @param snap      the snap's namespace that it is a copy of
 * @param policy    it was made for
 * @param entries   mounts of the policy
 * @param patterns  of the policy that name entries of the host's {@code /run} and {@code /dev}
 * @param buses     that it may reach
 * @param look      what these named
 * @param sources   the host's files that are bound into it; empty for one that was not there
 * @param onTheWay  the directories in which all these are
 * @param notice    of what happens in these
 * @param readOnly  the places whose mounts were made read-only: one that the host adds there is not
 * @param mounts    the host's in these places
 * @param namespace for setns(2)
 * @param root      its root directory, O_PATH
 */
record LaunchView(KeptNamespace snap, AppPolicy policy, List<MountEntryRule> entries, List<String> patterns, Set<DBusRule.Bus> buses, HostView.Look look,
        Map<String, Optional<Identity>> sources, SortedSet<String> onTheWay, DirectoryNotices.Notice notice, List<String> readOnly, List<MountPoint> mounts, Fd namespace, Fd root) implements AutoCloseable {

    private static final long LABEL_SIZE = 4096;

    /** What tells a file from another at the same path. */
    record Identity(long inode, int deviceMajor, int deviceMinor, long mount) {
    }

    /** Makes it, by a process that carries out the steps. */
    static LaunchView make(KeptNamespace snap, Launch launch, List<MountEntryRule> entries, PlanRunner runner, DirectoryNotices notices) throws BackendException, IOException {
        List<String> patterns = HostView.patterns(launch);
        Set<DBusRule.Bus> buses = launch.buses();
        HostView.Look look = HostView.look(launch.policy(), patterns, buses);
        List<MountPoint> all = MountPoint.all();
        List<LaunchStep> view = steps(launch, entries, look.shown(), all);
        // Looked at before: what changes while it is made is found at the next launch.
        Map<String, Optional<Identity>> sources = sources(view);
        SortedSet<String> onTheWay = onTheWay(look, sources.keySet());
        List<String> readOnly = readOnly(view);
        List<MountPoint> mounts = within(readOnly, all);
        List<LaunchStep> steps = new ArrayList<>();
        steps.add(new NamespaceStep.JoinMountNamespace(snap.namespace().duplicate(), launch.policy().snap().instanceName()));
        steps.add(new NamespaceStep.NewMountNamespace());
        steps.addAll(view);
        try (Holder holder = Holder.start(runner, steps, "make the view of " + launch.policy().label().text())) {
            Fd namespace = holder.namespace();
            boolean complete = false;
            try {
                LaunchView made = new LaunchView(snap, launch.policy(), entries, patterns, buses, look, sources, onTheWay,
                        notices.of(openings(onTheWay)), readOnly, mounts, namespace, holder.root());
                complete = true;
                return made;
            } finally {
                if (!complete) {
                    namespace.close();
                }
            }
        }
    }

    /** Whether a launch would make the same. */
    boolean holds(KeptNamespace now, Launch launch, List<MountEntryRule> entriesNow) throws LinuxException {
        boolean asked = now == snap && policy.equals(launch.policy()) && entries.equals(entriesNow) && buses.equals(launch.buses());
        return asked && (!notice.changed() || looksTheSame());
    }

    private boolean looksTheSame() throws LinuxException {
        HostView.Look now = HostView.look(policy, patterns, buses);
        if (!look.equals(now) || !onTheWay.equals(onTheWay(now, sources.keySet()))) {
            return false;
        }
        for (Map.Entry<String, Optional<Identity>> source : sources.entrySet()) {
            if (!identity(source.getKey()).equals(source.getValue())) {
                return false;
            }
        }
        return true;
    }

    /** Whether the host's mounts, of which some have changed, are as they were where that matters. */
    boolean holds(List<MountPoint> all) {
        return mounts.equals(within(readOnly, all));
    }

    private static List<String> readOnly(List<LaunchStep> steps) {
        return steps.stream().filter(MountStep.RemountReadOnly.class::isInstance).map(step -> ((MountStep.RemountReadOnly) step).path()).toList();
    }

    private static List<MountPoint> within(List<String> places, List<MountPoint> all) {
        return all.stream().filter(mount -> places.stream().anyMatch(place -> mount.target().equals(place) || mount.target().startsWith(place + "/"))).toList();
    }

    private static List<LaunchStep> steps(Launch launch, List<MountEntryRule> entries, List<String> shown, List<MountPoint> mounts) throws LinuxException {
        List<LaunchStep> steps = new ArrayList<>();
        String user = "/user/" + Integer.toUnsignedString(launch.user().uid());
        String runtime = user + "/snap." + launch.policy().snap().instanceName();
        steps.add(new MountStep.MakeDirectory("/run" + user, 0755));
        steps.add(new MountStep.MakeDirectory("/run" + runtime, 0700));
        steps.add(new MountStep.Bind(Places.HOST_RUN + runtime, "/run" + runtime, false, false, true, true, false, true));
        steps.addAll(HostView.steps(shown));
        steps.addAll(HostPlaces.steps(launch, entries, mounts));
        if (readsAllProcesses(launch)) {
            StepList proc = new StepList("");
            proc.bind(new MountStep.Bind(Places.HOST_PROC, "/proc", false, false, true, true, true, false));
            RootLayout.coverInProc(proc);
            steps.addAll(proc.steps());
        }
        String label = LabelMount.of(launch.stateRoot()).path(launch.policy().label());
        steps.add(new MountStep.Tmpfs(LabelMount.PLACE, 0700, LABEL_SIZE));
        steps.add(new MountStep.MakeDirectory(label, 0700));
        steps.add(new MountStep.Bind(Places.EMPTY, label, false, true, true, true, true, false));
        steps.add(new MountStep.Unmount(Places.HOST_PROC));
        steps.add(new MountStep.Unmount(Places.HOST_RUN));
        steps.add(new MountStep.Unmount(Places.HOST_DEV));
        return steps;
    }

    /** A connection that lets processes of any label be read: others' are to be seen, too. What is read of them is not decided by a mount. */
    private static boolean readsAllProcesses(Launch launch) {
        return launch.policy().entries().stream().anyMatch(entry -> entry.rule() instanceof PtraceRule rule && rule.peer() == null
                && (rule.access().isEmpty() || rule.access().contains(PtraceRule.Access.READ)) && !(entry.origin() instanceof Origin.Template));
    }

    private static Map<String, Optional<Identity>> sources(List<LaunchStep> steps) throws LinuxException {
        Map<String, Optional<Identity>> sources = new HashMap<>();
        for (LaunchStep step : steps) {
            if (step instanceof MountStep.Bind bind) {
                Optional<String> path = Places.onHost(bind.source());
                if (path.isPresent()) {
                    sources.put(path.get(), identity(path.get()));
                }
            }
        }
        return sources;
    }

    /** The directories that there are on the way to all these: what is made, removed or renamed in none of them leaves everything as it is. */
    private static SortedSet<String> onTheWay(HostView.Look look, Set<String> sources) throws LinuxException {
        SortedSet<String> directories = new TreeSet<>(List.of("/"));
        for (Collection<String> paths : List.of(look.asked(), sources)) {
            for (String path : paths) {
                for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
                    directories.add(path.substring(0, slash));
                }
            }
        }
        directories.addAll(look.asked());
        SortedSet<String> there = new TreeSet<>();
        for (String directory : directories) {
            if (Paths.look(directory).filter(Stat::isDirectory).isPresent()) {
                there.add(directory);
            }
        }
        return there;
    }

    /** One that is reached by a link is not opened: the link may lead elsewhere without a notice, so that it is looked at each time. */
    private static List<DirectoryNotices.Opening> openings(SortedSet<String> directories) {
        return directories.stream().<DirectoryNotices.Opening>map(directory -> () -> Paths.openAbsolute(directory, OpenFlags.O_PATH | OpenFlags.O_DIRECTORY)).toList();
    }

    private static Optional<Identity> identity(String path) throws LinuxException {
        return Paths.look(path).map(stat -> new Identity(stat.inode(), stat.deviceMajor(), stat.deviceMinor(), stat.mountId()));
    }

    @Override
    public void close() {
        notice.close();
        namespace.close();
        root.close();
    }
}
