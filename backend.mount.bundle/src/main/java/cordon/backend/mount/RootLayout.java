package cordon.backend.mount;

import cordon.api.launch.LaunchStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The root that the applications of a snap see: a small read-only tmpfs with the system directories of the base (or host) and
 * the host's other directories bound into it. What is not named here is not there. Pure.
 */
final class RootLayout {
    /** Changes when the steps change, so that a namespace kept by an older version is made anew. */
    static final String VERSION = "5";
    /** Directories of programs and libraries: the base's, if there is one, and never written. */
    private static final List<String> SYSTEM = List.of("usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32");
    /** Directories of the host. */
    private static final List<String> HOST = List.of("etc", "home", "root", "media", "mnt", "opt", "srv", "sys");
    /** Of the host's {@code /var}; {@code tmp} and other users' data are left out. */
    private static final List<String> HOST_VAR = List.of("cache", "home", "lib", "log", "spool");
    /** Devices that every program may use; the rest of the host's {@code /dev} is not there. */
    private static final List<String> DEVICES = List.of("full", "null", "random", "tty", "urandom", "zero");
    /** What in {@code /proc} tells of the whole machine and no application needs: it is covered. */
    private static final Map<String, Boolean> COVERED_IN_PROC = Map.of("kcore", false, "kallsyms", false, "keys", false, "kmsg", false,
            "sysrq-trigger", false, "timer_list", false, "acpi", true, "scsi", true);
    private static final List<String> BASE_CONFIGURATION = List.of("alternatives", "ssl");
    private static final List<String> MADE = List.of(".cordon", "dev", "proc", "run", "snap", "tmp", "var");
    /** Where programs leave log messages (systemd-journald.service(8)); its other sockets are for administrators. */
    private static final String JOURNAL = "/run/systemd/journal";
    private static final List<String> JOURNAL_SOCKETS = List.of("dev-log", "socket", "stdout");
    private static final long SMALL = 1 << 20;

    private final Construction what;
    private final Construction.Facts facts;
    private final StepList steps;
    private final String procfs;

    private RootLayout(Construction what, Construction.Facts facts, String newRoot, String procfs) {
        this.what = what;
        this.facts = facts;
        this.procfs = procfs;
        this.steps = new StepList(newRoot);
    }

    /**
     * The steps from an empty directory to the finished root, inside a new mount namespace.
     *
     * @param newRoot an empty directory of the host, below the state root
     * @param procfs  where the host has a procfs instance made for this namespace
     */
    static List<LaunchStep> steps(Construction what, Construction.Facts facts, String newRoot, String procfs) {
        return new RootLayout(what, facts, newRoot, procfs).make();
    }

    /** The directories whose entries decide what is made. */
    static List<String> asks(Construction what) {
        List<String> directories = new ArrayList<>(List.of("/", "/etc", "/var", "/dev", JOURNAL));
        directories.addAll(Skeleton.asks(what));
        what.base().ifPresent(root -> directories.addAll(List.of(root, root + "/etc")));
        return directories;
    }

    /** Whether a name in the root directory is the layout's, which puts a directory or a link there. */
    static boolean isPlaced(String name) {
        return SYSTEM.contains(name) || HOST.contains(name) || MADE.contains(name);
    }

    private List<LaunchStep> make() {
        steps.tmpfs("/", 0755, SMALL);
        hidden();
        system();
        HOST.forEach(name -> hostEntry("/", name));
        baseConfiguration();
        var();
        dev();
        run();
        proc();
        snap();
        coverState();
        Skeleton.add(what, facts, steps);
        what.entries().forEach(entry -> MountEntries.add(entry, what, steps));
        steps.pivot();
        return steps.steps();
    }

    private void hidden() {
        steps.directory(Places.HIDDEN, 0700);
        steps.directory(Places.EMPTY, 0755);
        steps.file(Places.EMPTY_FILE, 0);
        steps.directory(Places.HOME, 0700);
        steps.directory(LabelMount.PLACE, 0700);
        steps.plain(what.stateRoot() + "/run/homes/" + what.snap(), Places.HOMES, 0700, false);
        steps.tree("/run", Places.HOST_RUN, false);
        steps.tree("/dev", Places.HOST_DEV, false);
        steps.plain("/proc", Places.HOST_PROC, 0755, false);
    }

    private void system() {
        for (String name : SYSTEM) {
            entry(what.base().orElse("/"), name, "/" + name, true);
        }
    }

    private void hostEntry(String parent, String name) {
        entry(parent, name, parent.equals("/") ? "/" + name : parent + "/" + name, false);
    }

    private void entry(String directory, String name, String inside, boolean readOnly) {
        Entry entry = facts.entry(directory, name).orElse(null);
        if (entry != null && entry.kind() == Entry.Kind.DIRECTORY) {
            steps.tree(directory.equals("/") ? "/" + name : directory + "/" + name, inside, readOnly);
        } else if (entry != null && entry.kind() == Entry.Kind.LINK) {
            // The text leads somewhere inside the new root only: nothing outside ever follows it.
            steps.link(inside, entry.link());
        }
    }

    /** The base's alternatives and certificates belong to the base's programs. */
    private void baseConfiguration() {
        for (String name : BASE_CONFIGURATION) {
            String etc = what.base().map(base -> base + "/etc").orElse("");
            if (facts.isDirectory(etc, name) && facts.isDirectory("/etc", name)) {
                steps.tree(etc + "/" + name, "/etc/" + name, true);
            }
        }
    }

    private void var() {
        steps.directory("/var", 0755);
        HOST_VAR.forEach(name -> hostEntry("/var", name));
        steps.link("/var/run", "/run");
        steps.link("/var/lock", "/run/lock");
        steps.directory("/var/tmp", 0755);
    }

    private void dev() {
        steps.directory("/dev", 0755);
        steps.tmpfs("/dev", 0755, SMALL);
        for (String name : DEVICES) {
            if (facts.entry("/dev", name).isPresent()) {
                steps.node("/dev/" + name, "/dev/" + name);
            }
        }
        steps.file("/dev/ptmx", 0444);
        steps.directory("/dev/pts", 0755);
        steps.directory("/dev/shm", 0755);
        steps.tmpfs("/dev/shm", 01777, 0);
        steps.link("/dev/fd", "/proc/self/fd");
        steps.link("/dev/stdin", "/proc/self/fd/0");
        steps.link("/dev/stdout", "/proc/self/fd/1");
        steps.link("/dev/stderr", "/proc/self/fd/2");
        Entry log = facts.entry("/dev", "log").orElse(null);
        if (log != null && log.kind() == Entry.Kind.LINK) {
            steps.link("/dev/log", log.link());
        } else if (log != null && log.kind() == Entry.Kind.FILE) {
            steps.node("/dev/log", "/dev/log");
        }
    }

    /** Connecting to a socket is what neither file permissions nor Landlock hold back for root: here are the harmless ones. */
    private void run() {
        steps.directory("/run", 0755);
        steps.tmpfs("/run", 0755, 0);
        steps.directory("/run/lock", 0755);
        steps.directory("/run/lock/snap." + what.snap(), 01777);
        steps.directory("/run/snap." + what.snap(), 01777);
        steps.directory("/run/user", 0755);
        steps.link("/run/shm", "/dev/shm");
        steps.directory("/run/systemd", 0755);
        steps.directory(JOURNAL, 0755);
        for (String socket : JOURNAL_SOCKETS) {
            if (facts.entry(JOURNAL, socket).isPresent()) {
                steps.node(JOURNAL + "/" + socket, JOURNAL + "/" + socket);
            }
        }
    }

    private void proc() {
        steps.tree(procfs, "/proc", false);
        coverInProc(steps);
    }

    /** Hides what in a {@code /proc} tells of the whole machine. */
    static void coverInProc(StepList steps) {
        COVERED_IN_PROC.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(covered -> steps.cover("/proc/" + covered.getKey(), covered.getValue(), true));
    }

    private void snap() {
        String own = "/snap/" + what.snap();
        steps.directory("/snap", 0755);
        steps.directory(own, 0755);
        steps.plain(what.snapDirectory(), own + "/" + what.revision(), 0755, true);
        steps.link(own + "/current", what.revision());
        steps.directory("/var/snap", 0755);
        steps.plain(what.stateRoot() + "/var/snap/" + what.snap(), "/var/snap/" + what.snap(), 0755, false);
        steps.plain(what.stateRoot() + "/tmp/snap." + what.snap() + "/tmp", "/tmp", 01777, false);
    }

    /** The framework's state is no application's business, where it lies in a tree that is shown. */
    private void coverState() {
        String root = what.stateRoot();
        boolean shown = HOST.stream().anyMatch(name -> root.startsWith("/" + name + "/"))
                || HOST_VAR.stream().anyMatch(name -> root.startsWith("/var/" + name + "/"));
        if (shown) {
            steps.cover(root, true, false);
        }
    }
}
