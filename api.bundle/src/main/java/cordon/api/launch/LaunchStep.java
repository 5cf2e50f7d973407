package cordon.api.launch;

import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One step of a launch, carried out by {@code cordon-exec} in a process of one thread. Every step is checked; a step that
 * fails ends the launch. Paths are absolute. Paths of mounts are resolved without following any symbolic link.
 */
@ProviderType
public sealed interface LaunchStep permits LimitStep, CgroupStep, NamespaceStep, MountStep, LaunchStep.Rendezvous, LaunchStep.Terminal,
        LaunchStep.ApparmorLabel, LaunchStep.UserDirectories, LaunchStep.WorkingDirectory, LaunchStep.Landlock, LaunchStep.Credentials, LaunchStep.Seccomp,
        LaunchStep.Exec {

    /** When the step is carried out. */
    Stage stage();

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
            AbsolutePath.require(base);
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
            AbsolutePath.require(path);
            AbsolutePath.require(fallback);
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
            AbsolutePath.require(path);
            arguments = List.copyOf(arguments);
            environment = List.copyOf(environment);
        }

        @Override
        public Stage stage() {
            return Stage.EXEC;
        }
    }
}
