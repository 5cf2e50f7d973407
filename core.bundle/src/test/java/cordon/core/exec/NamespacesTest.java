package cordon.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.launch.CgroupStep;
import cordon.api.launch.Exit;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.MountStep;
import cordon.api.launch.NamespaceStep;
import cordon.api.launch.PlanRunner;
import cordon.api.launch.Started;
import cordon.core.exec.Launches.Result;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.Memfd;
import cordon.linux.Namespaces;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Pipe;
import cordon.linux.Received;
import cordon.linux.Signals;
import cordon.linux.UnixSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Control groups and namespaces that are joined, and the meeting in which a namespace is taken hold of. */
class NamespacesTest {

    @TempDir
    Path dir;

    @BeforeEach
    void root() {
        Launches.needRoot();
    }

    @Test
    void aNamespaceIsPreparedTakenHoldOfAndJoined() throws Exception {
        String target = dir.toRealPath().toString();
        // The root of the namespace is what those who join it see: in a chroot, the host's "/" is another one.
        String root = Files.createDirectory(dir.toRealPath().resolve("root")).toString();
        Fd namespace;
        try (Pipe ready = Pipe.open(); Pipe go = Pipe.open();
                Started started = start(new NamespaceStep.NewMountNamespace(), new MountStep.Bind("/", root, true, false, false, false, false, false),
                        new MountStep.Tmpfs(root + target, 0755, 0), new MountStep.MakeDirectory(root + target + "/inside", 0755),
                        new MountStep.PivotRoot(root),
                        new LaunchStep.Rendezvous(ready.writeEnd().duplicate(), go.readEnd().duplicate()))) {
            Io.readFully(ready.readEnd(), 1);
            namespace = Namespaces.open(started.pid(), "mnt");
            go.writeEnd().close();
            assertEquals(new Exit(0, 0), started.await());
        }
        try (namespace) {
            assertEquals("inside\n", Launches.run(new NamespaceStep.JoinMountNamespace(namespace, "test"),
                    Launches.shell("ls " + target)).out());
        }
        assertTrue(Files.notExists(dir.resolve("inside")));
    }

    @Test
    void aNamespaceThatIsHandedOverOutlivesItsProcess() throws Exception {
        List<UnixSocket> sockets = UnixSocket.pair(UnixSocket.Type.SEQPACKET);
        try (UnixSocket to = sockets.get(0); UnixSocket from = sockets.get(1)) {
            String own = Launches.run(new NamespaceStep.NewMountNamespace(), new NamespaceStep.HandOverMountNamespace(to.fd().duplicate()),
                    Launches.shell("readlink /proc/self/ns/mnt; ls /proc/self/fd")).out();
            assertEquals(4, own.lines().skip(1).count(), "nothing but the standard descriptors, and that of ls: " + own);
            try (Received received = from.receive(1)) {
                String kept = Files.readSymbolicLink(Path.of("/proc/self/fd", "" + received.descriptors().get(0).number())).toString();
                assertEquals(own.lines().findFirst().orElseThrow(), kept);
            }
        }
    }

    @Test
    void aLaunchGoesOnWhenNobodyTakesItsNamespace() throws Exception {
        List<UnixSocket> sockets = UnixSocket.pair(UnixSocket.Type.SEQPACKET);
        try (UnixSocket to = sockets.get(0)) {
            sockets.get(1).close();
            assertEquals("on\n", Launches.run(new NamespaceStep.NewMountNamespace(), new NamespaceStep.HandOverMountNamespace(to.fd().duplicate()),
                    Launches.shell("echo on")).out());
        }
    }

    @Test
    void nobodyLooksIntoAProcessThatIsBeingPrepared() throws Exception {
        try (Pipe ready = Pipe.open(); Pipe go = Pipe.open();
                Started started = start(new LaunchStep.Rendezvous(ready.writeEnd().duplicate(), go.readEnd().duplicate()))) {
            Io.readFully(ready.readEnd(), 1);
            // The files in /proc of a process that is not dumpable are root's and closed (proc(5)); the second field is the owner.
            String dumpable = Launches.run(new LaunchStep.Credentials(4242, 4242, List.of(), 0, true),
                    Launches.shell("ls -l /proc/" + started.pid() + "/root")).err();
            assertTrue(dumpable.contains("Permission denied"), dumpable);
            started.signal(Signals.KILL);
            assertEquals(new Exit(0, Signals.KILL), started.await());
        }
    }

    @Test
    void whatIsNoNamespaceIsNotJoined() throws Exception {
        try (Fd file = Memfd.create("none", new byte[0])) {
            Result result = Launches.run(new NamespaceStep.JoinMountNamespace(file, "test"), Launches.shell("echo reached"));
            assertEquals("cordon-exec: cannot join mount namespace test: EINVAL (22)\n", result.err());
        }
    }

    @Test
    void aControlGroupIsJoined() throws Exception {
        Path group = newGroup();
        try (Fd procs = Paths.openAbsolute(group.resolve("cgroup.procs").toString(), OpenFlags.O_WRONLY)) {
            String groups = Launches.run(new CgroupStep.JoinCgroup(procs, group.toString()), Launches.shell("cat /proc/self/cgroup")).out();
            assertTrue(groups.contains("/" + group.getFileName() + "\n"), groups);
        } finally {
            Files.delete(group);
        }
    }

    @Test
    void theLeaderOfATerminalIsInTheGroupToo() throws Exception {
        Path group = newGroup();
        try (Fd procs = Paths.openAbsolute(group.resolve("cgroup.procs").toString(), OpenFlags.O_WRONLY);
                Terminals terminal = Terminals.open(List.of(new CgroupStep.JoinCgroup(procs, group.toString()),
                        Launches.shell("grep -c /" + group.getFileName() + "$ /proc/$PPID/cgroup")))) {
            assertEquals("1\r\n", terminal.rest());
            terminal.started.await();
        } finally {
            Files.delete(group);
        }
    }

    private static Path newGroup() throws IOException {
        for (String root : List.of("/sys/fs/cgroup/pids", "/sys/fs/cgroup/unified", "/sys/fs/cgroup")) {
            if (Files.isWritable(Path.of(root, "cgroup.procs"))) {
                return Files.createTempDirectory(Path.of(root), "cordon-test");
            }
        }
        return Assumptions.abort("no control group hierarchy is mounted and writable");
    }

    private static Started start(LaunchStep... steps) throws IOException {
        return new ExecPlanRunner(Launches.PROGRAM).start(new LaunchPlan(List.of(steps)), PlanRunner.Stdio.INHERITED);
    }
}
