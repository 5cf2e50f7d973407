package cordon.core.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.Contribution;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.MountStep;
import cordon.api.launch.NamespaceStep;
import cordon.api.launch.Stage;
import cordon.api.launch.Started;
import cordon.api.policy.CapabilityRule;
import cordon.api.policy.Confinement;
import cordon.core.CordonException;
import cordon.core.RunRequest;
import cordon.core.RunningView;
import cordon.linux.Self;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole launches; a backend of the test makes the view in which the package is at its place. */
class AppLauncherTest extends LaunchTestBase {
    private final List<LaunchStep> view = new ArrayList<>();

    @BeforeEach
    void makeView() throws IOException {
        Path root = Files.createDirectory(temp.resolve("view"));
        Path programs = Files.createDirectories(temp.resolve("snaps/foo/x2/bin"));
        Path program = Files.writeString(programs.resolve("foo"), "#!/bin/sh\neval \"$SCRIPT\"\n");
        Files.setAttribute(program, "unix:mode", 0755);
        view.add(new NamespaceStep.NewMountNamespace());
        view.add(new MountStep.Tmpfs(root.toString(), 0755, 0));
        for (String name : List.of("bin", "lib", "lib64", "usr", "etc", "dev", "proc", "tmp", "sbin")) {
            Path host = Path.of("/").resolve(name);
            if (Files.isSymbolicLink(host)) {
                view.add(new MountStep.MakeSymlink(root.resolve(name).toString(), Files.readSymbolicLink(host).toString()));
            } else if (Files.isDirectory(host)) {
                view.add(new MountStep.MakeDirectory(root.resolve(name).toString(), 0755));
                view.add(new MountStep.Bind(host.toString(), root.resolve(name).toString(), true, false, false, false, false, false));
            }
        }
        view.add(new MountStep.MakeDirectory(root.resolve("snap").toString(), 0755));
        view.add(MountStep.Bind.of(temp.resolve("snaps").toString(), root.resolve("snap").toString()));
        view.add(new MountStep.PivotRoot(root.toString()));
    }

    private AppToRun viewed(Confinement confinement, CapabilityRule... rules) {
        BoundBackend backend = bound(new FakeBackend("view", Stage.MOUNT, launch -> new Contribution(view, Optional.empty(), List.of("a note"))));
        return app("apps:\n  foo:\n    command: bin/foo\n", "foo", confinement, List.of(backend), rules);
    }

    private Ran script(int uid, String script, String... arguments) throws Exception {
        return run(viewed(Confinement.STRICT, CapabilityRule.allow("chown")), request(uid, Map.of("SCRIPT", script, "LD_PRELOAD", "/evil.so"), arguments));
    }

    @Test
    void theProgramIsTheUserAndCanGainNothing() throws Exception {
        Ran ran = script(UID, "id -u; id -g; id -G; grep -E '^(NoNewPrivs|CapBnd|CapEff)' /proc/self/status");
        assertEquals(UID + "\n" + GID + "\n" + GID + " 7\nCapEff:\t0000000000000000\nCapBnd:\t0000000000000000\nNoNewPrivs:\t1\n", ran.output());
    }

    @Test
    void rootHasTheCapabilitiesOfThePolicyAlone() throws Exception {
        chown(home, 0);
        assertEquals("CapPrm:\t0000000000000001\nCapBnd:\t0000000000000001\n", script(0, "grep -E '^Cap(Prm|Bnd)' /proc/self/status").output());
    }

    @Test
    void argumentsArriveAsTheyWereGiven() throws Exception {
        String[] given = {"--", "-x", "", "$HOME", "a b", "\n", "\udcff"};
        Ran ran = script(UID, "for a; do printf '<%s>' \"$a\"; done | od -An -c | tr -d ' \\n'", given);
        assertEquals("<--><-x><><$HOME><ab><\\n><377>", ran.output());
    }

    @Test
    void theEnvironmentIsTheSnapsWithWhatMayCross() throws Exception {
        String output = script(UID, "env").output();
        assertTrue(output.contains("HOME=" + home + "/snap/foo/x2\n"), output);
        assertTrue(output.contains("SNAP_REAL_HOME=" + home + "\n"));
        assertFalse(output.contains("LD_PRELOAD"));
    }

    @Test
    void limitsNiceUmaskAndDirectory() throws Exception {
        RunRequest plain = request(UID, Map.of("SCRIPT", "ulimit -Sn; nice; umask; pwd; echo > made; ls -l made | cut -c1-10"));
        RunRequest request = new RunRequest("foo", List.of(), UID, GID, plain.environment(), home.toString(), 027, plain.stdio(), Optional.empty());
        assertEquals("1024\n0\n0027\n" + home + "\n-rw-r-----\n", run(viewed(Confinement.STRICT), request).output());
        RunRequest elsewhere = new RunRequest("foo", List.of(), UID, GID, Map.of("SCRIPT", "pwd"), "/nowhere", 027, plain.stdio(), Optional.empty());
        assertEquals("/\n", run(viewed(Confinement.STRICT), elsewhere).output());
    }

    @Test
    void exitStatusAndDeathBySignalArrive() throws Exception {
        assertEquals(7, script(UID, "exit 7").exit().status());
        assertEquals(15, script(UID, "kill -TERM $$").exit().signal());
    }

    @Test
    void notesOfBackendsArrive() throws Exception {
        var running = started(viewed(Confinement.STRICT), request(UID, Map.of("SCRIPT", ":")));
        assertEquals(List.of("a note"), running.notes());
        running.process().await();
        running.process().close();
    }

    @Test
    void whatRunsIsListedUntilItEnds() throws Exception {
        Started process = start("exec sleep 1000");
        assertEquals(1, launcher.running().size());
        assertEquals(process.pid(), launcher.running().get(0).pid());
        assertEquals(UID, launcher.running().get(0).uid());
        process.signal(9);
        assertEquals(9, process.await().signal());
        assertEquals(List.of(), launcher.running());
        process.close();
    }

    private Started start(String script) throws CordonException {
        return started(viewed(Confinement.STRICT), request(UID, Map.of("SCRIPT", script))).process();
    }

    @Test
    @Timeout(60)
    void whatNobodyWaitsForIsCollected() throws Exception {
        List<Integer> pids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Started process = start("exec sleep 1000");
            pids.add(process.pid());
            process.close();
        }
        assertEquals(3, launcher.running().size());
        for (int pid : pids) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            // A process that has ended stays here until it is collected.
            while (Files.exists(Path.of("/proc/" + pid))) {
                Thread.onSpinWait();
            }
        }
        while (!launcher.running().isEmpty()) {
            Thread.onSpinWait();
        }
        // The thread lets go of its descriptors as it ends.
        launcher.close();
        launcher = null;
    }

    @Test
    void closingTheLauncherEndsNoApplication() throws Exception {
        Started process = start("exec sleep 1000");
        int pid = process.pid();
        process.close();
        launcher.close();
        launcher = null;
        assertTrue(Files.exists(Path.of("/proc/" + pid)));
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    @Timeout(60)
    void theLauncherAfterThisOneWaitsForWhatRuns() throws Exception {
        Started attended = start("exec sleep 1000");
        Started ended = start("exit 7");
        Started alone = start("exec sleep 1000");
        alone.close();
        while (!Files.readString(Path.of("/proc/" + ended.pid() + "/stat")).contains(") Z ")) {
            Thread.onSpinWait();
        }
        assertEquals(attended.pid(), launcher.claim(attended.pid()).orElseThrow().pid(), "whoever waited for it may have gone alone");
        Map<String, String> left = launcher.leave();
        assertEquals(3, left.size(), left.toString());
        launcher = new AppLauncher(temp, runner, new MadeUp(), runtimes);
        launcher.inherit(left);
        assertEquals(Set.of(attended.pid(), alone.pid()), launcher.running().stream().map(RunningView::pid).collect(Collectors.toSet()));
        assertEquals(7, launcher.claim(ended.pid()).orElseThrow().await().status());
        Started again = launcher.claim(attended.pid()).orElseThrow();
        assertTrue(launcher.claim(ended.pid()).isEmpty(), "it was claimed twice");
        again.signal(15);
        assertEquals(15, again.await().signal());
        again.close();
        ProcessHandle.of(alone.pid()).ifPresent(ProcessHandle::destroyForcibly);
        while (Files.exists(Path.of("/proc/" + alone.pid())) || !launcher.running().isEmpty()) {
            Thread.onSpinWait();
        }
        launcher.close();
        launcher = null;
    }

    @Test
    void rootsOwnAccountIsFound() throws CordonException {
        assertEquals("root", new SystemAccounts().user(0, 0).name());
        assertTrue(new SystemAccounts().user(0, Self.gid()).home().startsWith("/"));
        CordonException e = org.junit.jupiter.api.Assertions.assertThrows(CordonException.class, () -> new SystemAccounts().user(3_999_999, 0));
        assertEquals(CordonException.Kind.NOT_FOUND, e.kind());
    }
}
