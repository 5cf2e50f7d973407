package cordon.core.exec;

import cordon.api.launch.CgroupStep;
import cordon.api.launch.Descriptor;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.LimitStep;
import cordon.api.launch.MountStep;
import cordon.api.launch.NamespaceStep;

/**
 * Turns a plan into the bytes that {@code cordon-exec} reads. Pure: the same plan with the same descriptor numbers gives
 * the same bytes. The numbers are those of this process; the child has the same.
 */
final class PlanEncoder {

    private static final int LOG = 1;
    private static final int LISTENED = 2;
    private static final int RECURSIVE = 1;
    private static final int READ_ONLY = 2;
    private static final int NO_SUID = 4;
    private static final int NO_DEV = 8;
    private static final int NO_EXEC = 16;
    private static final int OPTIONAL = 32;

    private final PlanWriter to = new PlanWriter();

    private PlanEncoder() {
    }

    /**
     * Encodes a plan.
     *
     * @throws IllegalStateException    when a descriptor that it names was closed
     * @throws IllegalArgumentException when a text holds a NUL byte
     */
    static byte[] encode(LaunchPlan plan) {
        PlanEncoder encoder = new PlanEncoder();
        for (LaunchStep step : plan.steps()) {
            if (!encoder.process(step) && !encoder.mount(step) && !encoder.confine(step)) {
                throw new IllegalArgumentException("no operation carries out " + step);
            }
            encoder.to.end();
        }
        return encoder.to.finish();
    }

    /** Limits, groups of processes, namespaces, terminal, directories, and the program. */
    private boolean process(LaunchStep step) {
        if (step instanceof LimitStep.Limit s) {
            to.begin(Operation.LIMIT, s.resource(), s.soft(), s.hard());
        } else if (step instanceof LimitStep.Nice s) {
            to.begin(Operation.NICE, s.value());
        } else if (step instanceof LimitStep.Umask s) {
            to.begin(Operation.UMASK, s.mask());
        } else if (step instanceof CgroupStep.JoinCgroup s) {
            to.begin(Operation.JOIN_CGROUP, number(s.procs())).string(s.path());
        } else if (step instanceof NamespaceStep.JoinMountNamespace s) {
            to.begin(Operation.JOIN_MOUNT_NAMESPACE, number(s.namespace())).string(s.name());
        } else if (step instanceof NamespaceStep.NewMountNamespace) {
            to.begin(Operation.NEW_MOUNT_NAMESPACE);
        } else if (step instanceof NamespaceStep.HandOverMountNamespace s) {
            to.begin(Operation.HAND_OVER_MOUNT_NAMESPACE, number(s.socket()));
        } else if (step instanceof NamespaceStep.NewUserNamespace s) {
            to.begin(Operation.NEW_USER_NAMESPACE, id(s.uid()), id(s.gid()));
        } else if (step instanceof LaunchStep.Rendezvous s) {
            to.begin(Operation.RENDEZVOUS, number(s.ready()), number(s.go()));
        } else if (step instanceof LaunchStep.Terminal s) {
            to.begin(Operation.TERMINAL, number(s.channel()), s.rows(), s.columns(), id(s.uid()), id(s.gid()), bit(s.errorToo(), 1));
        } else if (step instanceof LaunchStep.UserDirectories s) {
            to.begin(Operation.USER_DIRECTORIES, id(s.uid()), id(s.gid()), s.mode(), s.components().size())
                    .string(s.base()).strings(s.components());
        } else if (step instanceof LaunchStep.WorkingDirectory s) {
            to.begin(Operation.WORKING_DIRECTORY, id(s.uid()), id(s.gid())).string(s.path()).string(s.fallback());
        } else if (step instanceof LaunchStep.Exec s) {
            to.begin(Operation.EXEC, s.arguments().size(), s.environment().size())
                    .string(s.path()).strings(s.arguments()).strings(s.environment());
        } else {
            return false;
        }
        return true;
    }

    private boolean mount(LaunchStep step) {
        if (step instanceof MountStep.Bind s) {
            long flags = bit(s.recursive(), RECURSIVE) | bit(s.readOnly(), READ_ONLY) | bit(s.noSuid(), NO_SUID)
                    | bit(s.noDev(), NO_DEV) | bit(s.noExec(), NO_EXEC) | bit(s.optional(), OPTIONAL);
            to.begin(Operation.BIND, flags).string(s.source()).string(s.target());
        } else if (step instanceof MountStep.Tmpfs s) {
            to.begin(Operation.TMPFS, s.mode(), s.size()).string(s.target());
        } else if (step instanceof MountStep.MakeDirectory s) {
            to.begin(Operation.MAKE_DIRECTORY, s.mode()).string(s.path());
        } else if (step instanceof MountStep.MakeFile s) {
            to.begin(Operation.MAKE_FILE, s.mode()).string(s.path());
        } else if (step instanceof MountStep.MakeSymlink s) {
            to.begin(Operation.MAKE_SYMLINK).string(s.path()).string(s.target());
        } else if (step instanceof MountStep.RemountReadOnly s) {
            to.begin(Operation.REMOUNT_READ_ONLY, bit(s.recursive(), 1)).string(s.path());
        } else if (step instanceof MountStep.Attach s) {
            to.begin(Operation.ATTACH, number(s.tree())).string(s.target());
        } else if (step instanceof MountStep.Unmount s) {
            to.begin(Operation.UNMOUNT).string(s.path());
        } else if (step instanceof MountStep.PivotRoot s) {
            to.begin(Operation.PIVOT_ROOT).string(s.newRoot());
        } else if (step instanceof MountStep.NewDevpts s) {
            to.begin(Operation.NEW_DEVPTS, s.gid());
        } else {
            return false;
        }
        return true;
    }

    private boolean confine(LaunchStep step) {
        if (step instanceof LaunchStep.ApparmorLabel s) {
            to.begin(Operation.APPARMOR_LABEL).string(s.label());
        } else if (step instanceof LaunchStep.Landlock s) {
            to.begin(Operation.LANDLOCK, number(s.ruleset())).string(s.summary());
        } else if (step instanceof LaunchStep.Credentials s) {
            to.begin(Operation.CREDENTIALS, id(s.uid()), id(s.gid()), s.capabilities(), bit(s.noNewPrivs(), 1), s.groups().size());
            s.groups().forEach(group -> to.word(id(group)));
        } else if (step instanceof LaunchStep.Seccomp s) {
            to.begin(Operation.SECCOMP, number(s.filter()), bit(s.log(), LOG) | bit(s.listened(), LISTENED)).string(s.summary());
        } else {
            return false;
        }
        return true;
    }

    private static long number(Descriptor descriptor) {
        return descriptor.number();
    }

    /** The kernel's ids are unsigned; -1 stays the 32-bit "no change" of chown(2). */
    private static long id(int id) {
        return Integer.toUnsignedLong(id);
    }

    private static long bit(boolean set, int bit) {
        return set ? bit : 0;
    }
}
