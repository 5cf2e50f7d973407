package cordon.api.launch;

import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/** A step by which the process comes into a control group (cgroups(7)). */
@ProviderType
public sealed interface CgroupStep extends LaunchStep {

    @Override
    default Stage stage() {
        return Stage.CGROUP;
    }

    /**
     * Joins a control group by writing {@code 0} to its open {@code tasks} (cgroup v1) or {@code cgroup.procs} (v2) file. In v1
     * {@code tasks} is the one to open: a write to {@code cgroup.procs} may wait for an RCU grace period, tens of milliseconds on a busy
     * machine, and the process has one thread anyway.
     */
    record JoinCgroup(Descriptor procs, String path) implements CgroupStep {
        /** Both are required; {@code path} is for people. */
        public JoinCgroup {
            Objects.requireNonNull(procs);
            Objects.requireNonNull(path);
        }
    }

    /**
     * The process is in a control group of the unified hierarchy from its first instruction on (clone3(2) with CLONE_INTO_CGROUP, Linux 5.7).
     * {@link JoinCgroup} waits for an RCU grace period when the machine is idle; this does not. A plan has at most one.
     *
     * @param group the group's directory
     * @param path  for people
     */
    record StartInCgroup(Descriptor group, String path) implements CgroupStep {
        /** Both are required. */
        public StartInCgroup {
            Objects.requireNonNull(group);
            Objects.requireNonNull(path);
        }
    }
}
