package cordon.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cordon.api.launch.CgroupStep;
import cordon.api.launch.Descriptor;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.LimitStep;
import cordon.api.launch.MountStep;
import cordon.api.launch.NamespaceStep;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanPrinterTest {

    private static final Descriptor CLOSED = new Descriptor() {
        @Override
        public int number() {
            throw new IllegalStateException("closed");
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    };

    private static final LaunchPlan EVERY_STEP = new LaunchPlan(List.of(
            new LimitStep.Limit(7, 1024, -1), new LimitStep.Nice(-5), new LimitStep.Umask(022),
            new CgroupStep.StartInCgroup(CLOSED, "/sys/fs/cgroup/snap.foo"),
            new CgroupStep.JoinCgroup(CLOSED, "/sys/fs/cgroup/devices/snap.foo"), new NamespaceStep.JoinMountNamespace(CLOSED, "foo"),
            new NamespaceStep.NewMountNamespace(), new NamespaceStep.HandOverMountNamespace(CLOSED), new NamespaceStep.NewUserNamespace(1000, 1000),
            new MountStep.Bind("/a", "/b", true, true, false, false, false, true), MountStep.Bind.of("/c", "/d"),
            new MountStep.Tmpfs("/tmp", 01777, 0), new MountStep.MakeDirectory("/x", 0755), new MountStep.MakeFile("/y", 0644),
            new MountStep.MakeSymlink("/z", "x"), new MountStep.RemountReadOnly("/x", true), new MountStep.Unmount("/y"), new MountStep.Attach(CLOSED, "/x"), new MountStep.PivotRoot("/new"),
            new MountStep.NewDevpts(5), new LaunchStep.Rendezvous(CLOSED, CLOSED),
            new LaunchStep.Terminal(CLOSED, 24, 80, 1000, -1, false), new LaunchStep.ApparmorLabel("snap.foo.bar"),
            new LaunchStep.UserDirectories("/home/me", List.of("snap", "foo"), 1000, 1000, 0700),
            new LaunchStep.WorkingDirectory("/home/me", "/", 1000, 1000), new LaunchStep.Landlock(CLOSED, "12 rules"),
            new LaunchStep.Credentials(1000, 1000, List.of(4, 24), 1L << 13, true), new LaunchStep.Seccomp(CLOSED, true, "346 calls"),
            new LaunchStep.Exec("/bin/app", List.of("app", "x"), List.of("A=1"))));

    @Test
    void linesSayWhatIsDoneInItsOrder() {
        assertEquals("""
                limits       set limit nofile to 1024, at most unlimited
                limits       set the nice value to -5
                limits       set the umask to 0022
                cgroup       start in control group /sys/fs/cgroup/snap.foo
                cgroup       join control group /sys/fs/cgroup/devices/snap.foo
                namespace    join mount namespace foo
                namespace    make a mount namespace
                namespace    hand the mount namespace over, to end later
                namespace    make a user namespace for uid 1000, gid 1000
                mount        bind /a on /b: recursive, read-only, if both are there
                mount        bind /c on /d
                mount        mount a tmpfs on /tmp, mode 1777
                mount        make directory /x, mode 0755
                mount        make file /y, mode 0644
                mount        make symbolic link /z to x
                mount        make /x and what is mounted below it read-only
                mount        unmount /y
                mount        attach a prepared mount on /x
                mount        make /new the root
                mount        mount a devpts of its own on /dev/pts, gid 5
                terminal     wait for the framework
                terminal     open a terminal of 80x24 for uid 1000, standard error stays
                label        take AppArmor label snap.foo.bar at exec
                directories  make directories /home/me/snap/foo as uid 1000, mode 0700
                directories  enter /home/me as uid 1000, or else /
                landlock     restrict by Landlock: 12 rules
                credentials  become uid 1000, gid 1000, groups [4, 24], capabilities net_raw, no_new_privs
                seccomp      filter system calls: 346 calls, logged
                exec         execute /bin/app with arguments [app, x] and 1 environment variables
                """, String.join("\n", PlanPrinter.lines(EVERY_STEP)) + "\n");
    }

    @Test
    void dataHoldsValuesAndNoDescriptors() {
        List<Map<String, Object>> data = PlanPrinter.data(EVERY_STEP);
        assertEquals(Map.of("stage", "limits", "step", "Limit", "resource", 7, "soft", 1024L, "hard", -1L), data.get(0));
        assertEquals(Map.of("stage", "terminal", "step", "Rendezvous"), data.get(20));
        assertFalse(data.stream().anyMatch(step -> step.containsValue(CLOSED)));
    }

    @Test
    void noStepIsForgottenHere() {
        Set<Class<?>> steps = EVERY_STEP.steps().stream().map(LaunchStep::getClass).collect(Collectors.toSet());
        assertEquals(records(LaunchStep.class).collect(Collectors.toSet()), steps);
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord() ? Stream.of(type) : Arrays.stream(type.getPermittedSubclasses()).flatMap(PlanPrinterTest::records);
    }

    @Test
    void aPlanOfClosedDescriptorsIsNotEncoded() {
        // The process is started where it says: nothing is left to do.
        LaunchPlan encoded = new LaunchPlan(EVERY_STEP.steps().stream().filter(step -> !(step instanceof CgroupStep.StartInCgroup)).toList());
        assertThrows(IllegalStateException.class, () -> PlanEncoder.encode(encoded));
    }

    @Test
    void capabilitiesHaveTheirNames() {
        assertEquals("none", Capabilities.names(0));
        assertEquals("all", Capabilities.names(-1));
        assertEquals("chown,checkpoint_restore,50", Capabilities.names(1 | 1L << 40 | 1L << 50));
    }
}
