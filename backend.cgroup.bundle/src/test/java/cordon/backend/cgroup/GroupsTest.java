package cordon.backend.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.BackendException;
import cordon.api.backend.StoredProfile;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.policy.Confinement;
import cordon.api.snap.SecurityLabel;
import cordon.linux.LinuxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Groups are made, found again, and removed. */
class GroupsTest {

    @ParameterizedTest
    @EnumSource
    void aFrameworkThatStartsAgainFindsItsRunningProcesses(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version); Shell shell = sandbox.shell("bar")) {
            CgroupBackend killed = sandbox.backend();
            sandbox.restart();
            shell.assertRefused(Path.of("/dev/zero"));
            sandbox.backend().load(List.of(sandbox.stored("bar", "device: char 1:5 r")));
            shell.assertReads(Path.of("/dev/zero"));
            killed.stop();
            shell.assertReads(Path.of("/dev/zero"));
            shell.assertRefused(Path.of("/dev/full"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void processesThatAnEarlierFrameworkStartedAreFoundBeforeAnyProfileIsLoaded(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version); Shell shell = sandbox.shell("bar")) {
            shell.assertRefused(Path.of("/dev/zero")); // it is in its group by now
            sandbox.backend().load(List.of(sandbox.stored("idle")));
            sandbox.restart();
            SecurityLabel bar = new SecurityLabel("foo", "bar");
            SecurityLabel idle = new SecurityLabel("foo", "idle");
            Map<SecurityLabel, Set<Integer>> found = sandbox.backend().processes(Set.of(bar, idle, new SecurityLabel("foo", "never")));
            assertFalse(found.get(bar).isEmpty());
            assertEquals(Set.of(), found.get(idle));
            assertEquals(Set.of(bar, idle), found.keySet(), "of a command without a group nothing is known");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatRunsStaysConfinedWhenTheBackendLeaves(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version)) {
            try (Shell shell = sandbox.shell("bar")) {
                shell.assertRefused(Path.of("/dev/zero")); // it is in its group by now
                sandbox.backend().stop();
                shell.assertRefused(Path.of("/dev/zero"));
                assertTrue(Files.exists(sandbox.groups().resolve("snap.foo.bar")));
            }
            sandbox.restart();
            sandbox.backend().unload(List.of());
            assertFalse(Files.exists(sandbox.groups()), "a later sweep removes what no process is in any more");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aGroupWithoutProcessesGoesWithItsCommand(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version)) {
            StoredProfile one = sandbox.stored("one");
            StoredProfile two = sandbox.stored("two");
            sandbox.backend().load(List.of(one, two));
            sandbox.backend().unload(List.of(one.label()));
            sandbox.backend().unload(List.of(one.label()));
            assertFalse(Files.exists(sandbox.groups().resolve("snap.foo.one")));
            assertTrue(Files.exists(sandbox.groups().resolve("snap.foo.two")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatStillRunsOfACommandThatIsGoneMayUseNoDevice(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version); Shell shell = sandbox.shell("bar", "device: char 1:5 r")) {
            shell.assertReads(Path.of("/dev/zero"));
            sandbox.backend().unload(List.of(sandbox.stored("bar").label()));
            assertTrue(shell.ask("exec 3</dev/zero").contains("Operation not permitted"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLaunchThatComesAfterItsCommandIsGoneEnds(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version)) {
            StoredProfile profile = sandbox.stored("bar");
            List<LaunchStep> steps = new ArrayList<>(sandbox.plan(profile));
            sandbox.backend().unload(List.of(profile.label()));
            steps.add(new LaunchStep.Exec("/bin/sh", List.of("sh", "-c", Shell.LOOP), List.of()));
            assertTrue(answerOf(sandbox, new LaunchPlan(steps)).contains("control group"));
        }
    }

    private static String answerOf(Sandbox sandbox, LaunchPlan plan) throws Exception {
        try (Shell shell = Shell.start(sandbox.runner, plan)) {
            return shell.answer();
        } catch (LinuxException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBatchIsLoadedWholeOrNotAtAll(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version); Shell shell = sandbox.shell("bar")) {
            StoredProfile better = sandbox.stored("bar", "device: char 1:5 r");
            Path other = sandbox.groups().resolve("snap.foo.other");
            // What makes the kernel refuse: no more groups, or a group below that has what it is to lose.
            if (version == Version.V2) {
                Files.writeString(sandbox.groups().resolve("cgroup.max.descendants"), "1");
            } else {
                Files.createDirectories(other.resolve("child"));
            }
            BackendException failure = assertThrows(BackendException.class, () -> sandbox.backend().load(List.of(better, sandbox.stored("other"))));
            assertTrue(failure.getMessage().startsWith("cannot change the control groups of"), failure.getMessage());
            Files.deleteIfExists(other.resolve("child"));
            shell.assertRefused(Path.of("/dev/zero"));
        }
    }

    /** As core hands over a profile whose file was edited. */
    private static StoredProfile edited(StoredProfile profile, String added) {
        return new StoredProfile(profile.label(), profile.policyHash(), profile.file(), profile.text() + added, true);
    }

    @ParameterizedTest
    @EnumSource
    void anEditOfTheTextCountsFromTheNextLaunch(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version)) {
            StoredProfile profile = sandbox.stored("bar");
            sandbox.backend().load(List.of(profile));
            try (Shell shell = sandbox.start(edited(profile, "device: char 1:5 r # mine\n"), "/bin/sh", "-c", Shell.LOOP)) {
                shell.assertReads(Path.of("/dev/zero"));
            }
            BackendException failure = assertThrows(BackendException.class, () -> sandbox.plan(edited(profile, "device: char zero r\n")));
            assertTrue(failure.getMessage().contains("snap.foo.bar:"), failure.getMessage());
        }
    }

    @ParameterizedTest
    @EnumSource
    void devmodeAndClassicAreInNoGroup(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version)) {
            for (Confinement confinement : List.of(Confinement.DEVMODE, Confinement.CLASSIC)) {
                StoredProfile profile = sandbox.store("bar", confinement, "device: char 1:5 r");
                sandbox.backend().load(List.of(profile));
                assertEquals(List.of(), sandbox.plan(profile));
                assertFalse(Files.exists(sandbox.groups().resolve("snap.foo.bar")));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void launchesOfManyCommandsAtOnce(Version version) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Sandbox sandbox = new Sandbox(version)) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                String app = "app" + i;
                String[] rules = i % 2 == 0 ? new String[] {"device: char 1:5 r"} : new String[0];
                Callable<String> work = () -> {
                    try (Shell shell = sandbox.shell(app, rules)) {
                        return shell.read(Path.of("/dev/zero"));
                    }
                };
                answers.add(threads.submit(work));
            }
            for (int i = 0; i < answers.size(); i++) {
                assertEquals(i % 2 == 0 ? "done" : "Operation not permitted", answers.get(i).get());
            }
        } finally {
            threads.shutdown();
        }
    }
}
