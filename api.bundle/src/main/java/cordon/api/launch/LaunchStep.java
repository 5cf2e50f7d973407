package cordon.api.launch;

import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One step of a launch, carried out by {@code cordon-exec} in a process of one thread. Every step is checked; a step that
 * fails ends the launch. Paths are absolute. Paths of mounts are resolved without following any symbolic link.
 */
@ProviderType
public sealed interface LaunchStep {

    /** When the step is carried out. */
    Stage stage();

    /** A step that sets what the process may use. */
    sealed interface Limiting extends LaunchStep {
        @Override
        default Stage stage() {
            return Stage.LIMITS;
        }
    }

    /** A step by which the process comes into a namespace. */
    sealed interface Entering extends LaunchStep {
        @Override
        default Stage stage() {
            return Stage.NAMESPACE;
        }
    }

    /** A step that makes what the program sees as its file system. */
    sealed interface Mounting extends LaunchStep {
        @Override
        default Stage stage() {
            return Stage.MOUNT;
        }
    }

    /** Sets a resource limit (setrlimit(2)); {@code resource} is the kernel's number, {@code -1} means no limit. */
    record Limit(int resource, long soft, long hard) implements Limiting {
        /** @throws IllegalArgumentException when the soft limit is above the hard one */
        public Limit {
            if (soft < -1 || hard < -1 || hard != -1 && (soft == -1 || soft > hard)) {
                throw new IllegalArgumentException("the limits " + soft + " and " + hard + " of resource " + resource
                        + " are no soft limit of at most the hard one");
            }
        }
    }

    /** Sets the nice value, -20 to 19 (setpriority(2)). */
    record Nice(int value) implements Limiting {
        /** @throws IllegalArgumentException when the value is out of range */
        public Nice {
            if (value < -20 || value > 19) {
                throw new IllegalArgumentException("nice value " + value + " is not in -20..19");
            }
        }
    }

    /** Sets the file mode creation mask (umask(2)). */
    record Umask(int mask) implements Limiting {
        /** @throws IllegalArgumentException when the mask has other bits than those of permissions */
        public Umask {
            if ((mask & ~0777) != 0) {
                throw new IllegalArgumentException("the mask " + Integer.toOctalString(mask) + " is not in 0..777 (octal)");
            }
        }
    }

    /**
     * Joins a control group by writing {@code 0} to its open {@code tasks} (cgroup v1) or {@code cgroup.procs} (v2) file. In v1
     * {@code tasks} is the one to open: a write to {@code cgroup.procs} may wait for an RCU grace period, tens of milliseconds on a busy
     * machine, and the process has one thread anyway.
     */
    record JoinCgroup(Descriptor procs, String path) implements LaunchStep {
        /** Both are required; {@code path} is for people. */
        public JoinCgroup {
            Objects.requireNonNull(procs);
            Objects.requireNonNull(path);
        }

        @Override
        public Stage stage() {
            return Stage.CGROUP;
        }
    }

    /**
     * The process is in a control group of the unified hierarchy from its first instruction on (clone3(2) with CLONE_INTO_CGROUP, Linux 5.7).
     * {@link JoinCgroup} waits for an RCU grace period when the machine is idle; this does not. A plan has at most one.
     *
     * @param group the group's directory
     * @param path  for people
     */
    record StartInCgroup(Descriptor group, String path) implements LaunchStep {
        /** Both are required. */
        public StartInCgroup {
            Objects.requireNonNull(group);
            Objects.requireNonNull(path);
        }

        @Override
        public Stage stage() {
            return Stage.CGROUP;
        }
    }

    /** Joins the kept mount namespace (setns(2)). */
    record JoinMountNamespace(Descriptor namespace, String name) implements Entering {
        /** Both are required; {@code name} is for people. */
        public JoinMountNamespace {
            Objects.requireNonNull(namespace);
            Objects.requireNonNull(name);
        }
    }

    /**
     * Makes a new mount namespace (unshare(2)). Its mounts are made {@code slave}: what the parent mounts arrives, and
     * nothing leaves.
     */
    record NewMountNamespace() implements Entering {
    }

    /**
     * Sends a descriptor of the process's mount namespace over a socket (SCM_RIGHTS, unix(7)), and does not wait. Whoever has it keeps the
     * namespace: the last process in one takes its mounts apart, and only then does its parent learn that it has ended. One
     * that cannot be sent ends with its processes, as without this step.
     *
     * @param socket a connected Unix socket
     */
    record HandOverMountNamespace(Descriptor socket) implements LaunchStep {
        /** Nothing is null. */
        public HandOverMountNamespace {
            Objects.requireNonNull(socket);
        }

        @Override
        public Stage stage() {
            return Stage.NAMESPACE;
        }
    }

    /** Makes a new user namespace in which the caller's uid and gid map to themselves (user_namespaces(7)). */
    record NewUserNamespace(int uid, int gid) implements Entering {
    }

    /**
     * Attaches a copy of {@code source} at {@code target} (open_tree(2), mount_setattr(2), move_mount(2)).
     *
     * @param recursive mounts below the source come along
     * @param readOnly  the copy is read-only (with {@code recursive}: all of it)
     * @param noSuid    set-user-ID bits and file capabilities are ignored
     * @param noDev     device nodes do not work
     * @param noExec    nothing on it can be executed
     * @param optional  a source or target that does not exist is passed over
     */
    record Bind(String source, String target, boolean recursive, boolean readOnly, boolean noSuid, boolean noDev,
            boolean noExec, boolean optional) implements Mounting {
        /** Both paths are absolute. */
        public Bind {
            absolute(source);
            absolute(target);
        }

        /** A bind of one mount with the options of its source. */
        public static Bind of(String source, String target) {
            return new Bind(source, target, false, false, false, false, false, false);
        }
    }

    /** Mounts an empty tmpfs, nosuid and nodev; {@code mode} is its root's, {@code size} in bytes, 0 for the kernel's default. */
    record Tmpfs(String target, int mode, long size) implements Mounting {
        /** The path is absolute. */
        public Tmpfs {
            absolute(target);
        }
    }

    /** Makes a directory unless it is there (mkdirat(2)); parents are not made, links are not followed. */
    record MakeDirectory(String path, int mode) implements Mounting {
        /** The path is absolute. */
        public MakeDirectory {
            absolute(path);
        }
    }

    /** Makes an empty regular file unless it is there, as a target for a bind. */
    record MakeFile(String path, int mode) implements Mounting {
        /** The path is absolute. */
        public MakeFile {
            absolute(path);
        }
    }

    /** Makes a symbolic link; an existing entry of that name is an error. */
    record MakeSymlink(String path, String target) implements Mounting {
        /** The path is absolute; the target is the link's text. */
        public MakeSymlink {
            absolute(path);
            Objects.requireNonNull(target);
        }
    }

    /** Makes all mounts at and below a path read-only, in place (mount_setattr(2)). */
    record RemountReadOnly(String path, boolean recursive) implements Mounting {
        /** The path is absolute. */
        public RemountReadOnly {
            absolute(path);
        }
    }

    /**
     * Attaches a mount that was made elsewhere and is attached nowhere (open_tree(2), fsmount(2)) on top of a directory (move_mount(2)).
     *
     * @param tree   the mount
     * @param target an absolute path; no link is followed
     */
    record Attach(Descriptor tree, String target) implements Mounting {
        /** Both are required. */
        public Attach {
            Objects.requireNonNull(tree);
            absolute(target);
        }
    }

    /**
     * Takes away all that is mounted on a path, with what is mounted below it (umount2(2) with MNT_DETACH). What was covered comes to
     * light. In a namespace of the launch only: it must come after {@link NewMountNamespace}. A path where nothing is mounted is left alone.
     */
    record Unmount(String path) implements Mounting {
        /** The path is absolute. */
        public Unmount {
            absolute(path);
        }
    }

    /** Makes {@code newRoot} the root and detaches the old one (pivot_root(2)). */
    record PivotRoot(String newRoot) implements Mounting {
        /** The path is absolute. */
        public PivotRoot {
            absolute(newRoot);
        }
    }

    /**
     * Mounts a devpts instance of its own on {@code /dev/pts} and binds its {@code ptmx} on {@code /dev/ptmx}.
     *
     * @param gid the group of new terminals (tty: 5), -1 for none (in a user namespace)
     */
    record NewDevpts(int gid) implements Mounting {
    }

    /**
     * Says "ready" by writing one byte to {@code ready} and waits until {@code go} can be read or is at its end. A plan
     * that prepares a namespace is held here while the framework takes hold of it.
     */
    record Rendezvous(Descriptor ready, Descriptor go) implements LaunchStep {
        /** Both are required. */
        public Rendezvous {
            Objects.requireNonNull(ready);
            Objects.requireNonNull(go);
        }

        @Override
        public Stage stage() {
            return Stage.TERMINAL;
        }
    }

    /**
     * Opens a terminal of the new devpts, sends its master over {@code channel} (one byte with SCM_RIGHTS), makes the slave
     * standard input, output and (with {@code errorToo}) error and the controlling terminal, then stays behind as the session's leader and lets a
     * child go on: so the application can be stopped and continued (an orphaned process group cannot, setpgid(2)). The
     * leader ends as the child ends, with its exit status or by its signal, and reports stops over {@code channel}.
     *
     * @param uid owner of the slave
     * @param gid its group, -1 for the one that the devpts gives (tty)
     */
    record Terminal(Descriptor channel, int rows, int columns, int uid, int gid, boolean errorToo) implements LaunchStep {
        /** The channel is required. */
        public Terminal {
            Objects.requireNonNull(channel);
        }

        @Override
        public Stage stage() {
            return Stage.TERMINAL;
        }
    }

    /** The AppArmor label that the exec takes; the launch fails when no such profile is loaded. */
    record ApparmorLabel(String label) implements LaunchStep {
        /** The label is required. */
        public ApparmorLabel {
            Objects.requireNonNull(label);
        }

        @Override
        public Stage stage() {
            return Stage.LABEL;
        }
    }

    /**
     * Makes a chain of directories below {@code base} with the rights of {@code uid} and {@code gid} (setfsuid(2)): each
     * component is opened without following links and must then be a directory of that user.
     *
     * @param base       an absolute path that exists
     * @param components names, each one directory deeper
     * @param mode       of those that are made
     */
    record UserDirectories(String base, List<String> components, int uid, int gid, int mode) implements LaunchStep {
        /** @throws IllegalArgumentException when a component is not a plain name */
        public UserDirectories {
            absolute(base);
            components = List.copyOf(components);
            for (String name : components) {
                if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
                    throw new IllegalArgumentException("\"" + name + "\" is not the name of a directory");
                }
            }
        }

        @Override
        public Stage stage() {
            return Stage.DIRECTORIES;
        }
    }

    /** Enters a directory with the user's rights; where that fails, {@code fallback} (which must work). */
    record WorkingDirectory(String path, String fallback, int uid, int gid) implements LaunchStep {
        /** Both are absolute. */
        public WorkingDirectory {
            absolute(path);
            absolute(fallback);
        }

        @Override
        public Stage stage() {
            return Stage.DIRECTORIES;
        }
    }

    /** Restricts the process by a Landlock ruleset made before (landlock_restrict_self(2)). */
    record Landlock(Descriptor ruleset, String summary) implements LaunchStep {
        /** Both are required; the summary is for people. */
        public Landlock {
            Objects.requireNonNull(ruleset);
            Objects.requireNonNull(summary);
        }

        @Override
        public Stage stage() {
            return Stage.LANDLOCK;
        }
    }

    /**
     * Takes the user's identity: groups, gid, uid, and then exactly {@code capabilities} as the bounding, and for root
     * the permitted and effective set. {@code CAP_SYS_ADMIN} is held until the filter is installed, when no
     * {@code no_new_privs} is asked for.
     *
     * @param capabilities bit mask of the kernel's capability numbers (capabilities(7))
     * @param noNewPrivs   exec grants nothing from here on (prctl(2), PR_SET_NO_NEW_PRIVS)
     */
    record Credentials(int uid, int gid, List<Integer> groups, long capabilities, boolean noNewPrivs) implements LaunchStep {
        /** Copies the list. */
        public Credentials {
            groups = List.copyOf(groups);
        }

        @Override
        public Stage stage() {
            return Stage.CREDENTIALS;
        }
    }

    /**
     * Installs a seccomp filter.
     *
     * @param filter   readable from its start: a plain array of {@code struct sock_filter}
     * @param log      SECCOMP_FILTER_FLAG_LOG
     * @param listened SECCOMP_FILTER_FLAG_NEW_LISTENER: whoever started the plan takes the listener from the process, while its execve(2) waits
     * @param summary  for people
     */
    record Seccomp(Descriptor filter, boolean log, boolean listened, String summary) implements LaunchStep {
        /** Descriptor and summary are required. */
        public Seccomp {
            Objects.requireNonNull(filter);
            Objects.requireNonNull(summary);
        }

        /** A filter that decides alone. */
        public Seccomp(Descriptor filter, boolean log, String summary) {
            this(filter, log, false, summary);
        }

        @Override
        public Stage stage() {
            return Stage.SECCOMP;
        }
    }

    /**
     * Becomes the program (execve(2)).
     *
     * @param path        absolute
     * @param arguments   from {@code argv[0]} on
     * @param environment {@code NAME=value}
     */
    record Exec(String path, List<String> arguments, List<String> environment) implements LaunchStep {
        /** Copies the lists. */
        public Exec {
            absolute(path);
            arguments = List.copyOf(arguments);
            environment = List.copyOf(environment);
        }

        @Override
        public Stage stage() {
            return Stage.EXEC;
        }
    }

    private static void absolute(String path) {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("\"" + path + "\" is not an absolute path");
        }
    }
}
