package cordon.core.exec;

import cordon.api.launch.CgroupStep;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.LimitStep;
import cordon.api.launch.MountStep;
import cordon.api.launch.NamespaceStep;
import java.util.ArrayList;
import java.util.List;

/** One step as a line for people. */
final class StepText {

    /** In the order of the kernel's numbers (asm-generic/resource.h). */
    private static final List<String> LIMITS = List.of("cpu", "fsize", "data", "stack", "core", "rss", "nproc", "nofile", "memlock",
            "as", "locks", "sigpending", "msgqueue", "nice", "rtprio", "rttime");

    private StepText() {
    }

    static String of(LaunchStep step) {
        String text = ofProcess(step);
        return text != null ? text : ofMount(step);
    }

    private static String ofProcess(LaunchStep step) {
        if (step instanceof LimitStep.Limit s) {
            String name = s.resource() >= 0 && s.resource() < LIMITS.size() ? LIMITS.get(s.resource()) : "" + s.resource();
            return "set limit " + name + " to " + limit(s.soft()) + ", at most " + limit(s.hard());
        } else if (step instanceof LimitStep.Nice s) {
            return "set the nice value to " + s.value();
        } else if (step instanceof LimitStep.Umask s) {
            return "set the umask to " + octal(s.mask());
        } else if (step instanceof CgroupStep.JoinCgroup s) {
            return "join control group " + s.path();
        } else if (step instanceof CgroupStep.StartInCgroup s) {
            return "start in control group " + s.path();
        } else if (step instanceof NamespaceStep.JoinMountNamespace s) {
            return "join mount namespace " + s.name();
        } else if (step instanceof NamespaceStep.NewMountNamespace) {
            return "make a mount namespace";
        } else if (step instanceof NamespaceStep.HandOverMountNamespace) {
            return "hand the mount namespace over, to end later";
        } else if (step instanceof NamespaceStep.NewUserNamespace s) {
            return "make a user namespace for uid " + s.uid() + ", gid " + s.gid();
        } else if (step instanceof LaunchStep.Rendezvous) {
            return "wait for the framework";
        } else if (step instanceof LaunchStep.Terminal s) {
            return "open a terminal of " + s.columns() + "x" + s.rows() + " for uid " + s.uid()
                    + (s.errorToo() ? "" : ", standard error stays");
        } else if (step instanceof LaunchStep.ApparmorLabel s) {
            return "take AppArmor label " + s.label() + " at exec";
        } else if (step instanceof LaunchStep.UserDirectories s) {
            return "make directories " + s.base() + "/" + String.join("/", s.components()) + " as uid " + s.uid() + ", mode "
                    + octal(s.mode());
        } else if (step instanceof LaunchStep.WorkingDirectory s) {
            return "enter " + s.path() + " as uid " + s.uid() + ", or else " + s.fallback();
        } else if (step instanceof LaunchStep.Landlock s) {
            return "restrict by Landlock: " + s.summary();
        } else if (step instanceof LaunchStep.Credentials s) {
            return "become uid " + s.uid() + ", gid " + s.gid() + ", groups " + s.groups() + ", capabilities "
                    + Capabilities.names(s.capabilities()) + (s.noNewPrivs() ? ", no_new_privs" : "");
        } else if (step instanceof LaunchStep.Seccomp s) {
            return "filter system calls: " + s.summary() + (s.log() ? ", logged" : "") + (s.listened() ? ", told to a listener" : "");
        } else if (step instanceof LaunchStep.Exec s) {
            return "execute " + s.path() + " with arguments " + s.arguments() + " and " + s.environment().size()
                    + " environment variables";
        }
        return null;
    }

    private static String ofMount(LaunchStep step) {
        if (step instanceof MountStep.Bind s) {
            return "bind " + s.source() + " on " + s.target() + options(s);
        } else if (step instanceof MountStep.Tmpfs s) {
            return "mount a tmpfs on " + s.target() + ", mode " + octal(s.mode()) + (s.size() == 0 ? "" : ", " + s.size() + " bytes");
        } else if (step instanceof MountStep.MakeDirectory s) {
            return "make directory " + s.path() + ", mode " + octal(s.mode());
        } else if (step instanceof MountStep.MakeFile s) {
            return "make file " + s.path() + ", mode " + octal(s.mode());
        } else if (step instanceof MountStep.MakeSymlink s) {
            return "make symbolic link " + s.path() + " to " + s.target();
        } else if (step instanceof MountStep.RemountReadOnly s) {
            return "make " + s.path() + (s.recursive() ? " and what is mounted below it" : "") + " read-only";
        } else if (step instanceof MountStep.Attach s) {
            return "attach a prepared mount on " + s.target();
        } else if (step instanceof MountStep.Unmount s) {
            return "unmount " + s.path();
        } else if (step instanceof MountStep.PivotRoot s) {
            return "make " + s.newRoot() + " the root";
        } else if (step instanceof MountStep.NewDevpts s) {
            return "mount a devpts of its own on /dev/pts" + (s.gid() < 0 ? "" : ", gid " + s.gid());
        }
        throw new IllegalArgumentException("no text for " + step);
    }

    private static String options(MountStep.Bind bind) {
        List<String> options = new ArrayList<>();
        add(options, bind.recursive(), "recursive");
        add(options, bind.readOnly(), "read-only");
        add(options, bind.noSuid(), "nosuid");
        add(options, bind.noDev(), "nodev");
        add(options, bind.noExec(), "noexec");
        add(options, bind.optional(), "if both are there");
        return options.isEmpty() ? "" : ": " + String.join(", ", options);
    }

    private static void add(List<String> options, boolean set, String name) {
        if (set) {
            options.add(name);
        }
    }

    private static String limit(long value) {
        return value == -1 ? "unlimited" : Long.toUnsignedString(value);
    }

    private static String octal(int mode) {
        return String.format("%04o", mode);
    }
}
