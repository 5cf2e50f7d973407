package cordon.api.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaunchPlanTest {
    private final List<Integer> closed = new ArrayList<>();

    private Descriptor descriptor(int number) {
        return new Descriptor() {
            @Override
            public int number() {
                return number;
            }

            @Override
            public void close() {
                closed.add(number);
            }
        };
    }

    @Test
    void stepsRunInTheOrderThatTheKernelDictates() {
        LaunchPlan plan = new LaunchPlan(List.of(
                new LaunchStep.Exec("/bin/true", List.of("true"), List.of()),
                new LaunchStep.Seccomp(descriptor(5), false, "filter"),
                new LaunchStep.Credentials(1000, 1000, List.of(), 0, true),
                new LaunchStep.Landlock(descriptor(6), "files"),
                new MountStep.NewDevpts(5),
                new NamespaceStep.JoinMountNamespace(descriptor(7), "foo"),
                new NamespaceStep.NewMountNamespace(),
                new CgroupStep.JoinCgroup(descriptor(8), "/foo"),
                new LimitStep.Nice(0)));
        assertEquals(List.of(Stage.LIMITS, Stage.CGROUP, Stage.NAMESPACE, Stage.NAMESPACE, Stage.MOUNT, Stage.LANDLOCK, Stage.CREDENTIALS,
                Stage.SECCOMP, Stage.EXEC), plan.steps().stream().map(LaunchStep::stage).toList());
        assertEquals(NamespaceStep.JoinMountNamespace.class, plan.steps().get(2).getClass());
    }

    @Test
    void aPlanClosesEveryDescriptorThatItsStepsName() {
        new LaunchPlan(List.of(new LaunchStep.Seccomp(descriptor(5), false, ""), new LaunchStep.Landlock(descriptor(6), ""),
                new LaunchStep.Rendezvous(descriptor(7), descriptor(8)), new LaunchStep.Terminal(descriptor(9), 24, 80, 0, 0, true),
                new CgroupStep.JoinCgroup(descriptor(10), ""), new NamespaceStep.JoinMountNamespace(descriptor(11), ""))).close();
        closed.sort(null);
        assertEquals(List.of(5, 6, 7, 8, 9, 10, 11), closed);
    }

    @Test
    void aStepThatCannotBeMeantIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LimitStep.Nice(20));
        assertThrows(IllegalArgumentException.class, () -> new LimitStep.Limit(7, 200, 100));
        assertThrows(IllegalArgumentException.class, () -> new LimitStep.Limit(7, -1, 100));
        assertThrows(IllegalArgumentException.class, () -> new LimitStep.Limit(7, 0, -2));
        assertThrows(IllegalArgumentException.class, () -> new LimitStep.Umask(01000));
        assertThrows(IllegalArgumentException.class, () -> MountStep.Bind.of("relative", "/x"));
        assertThrows(IllegalArgumentException.class, () -> new MountStep.PivotRoot("x\0"));
        assertThrows(IllegalArgumentException.class, () -> new LaunchStep.UserDirectories("/home/u", List.of("snap", ".."), 1, 1, 0700));
        assertThrows(IllegalArgumentException.class, () -> new LaunchStep.Exec("true", List.of(), List.of()));
    }

    @Test
    void aDeathBySignalShowsAsAShellShowsIt() {
        assertEquals(130, new Exit(0, 2).shellStatus());
        assertEquals(3, new Exit(3, 0).shellStatus());
    }
}
