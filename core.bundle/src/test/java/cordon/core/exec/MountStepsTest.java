package cordon.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.launch.LaunchStep;
import cordon.api.launch.MountStep.Bind;
import cordon.api.launch.MountStep.MakeDirectory;
import cordon.api.launch.MountStep.MakeFile;
import cordon.api.launch.MountStep.MakeSymlink;
import cordon.api.launch.NamespaceStep.NewMountNamespace;
import cordon.api.launch.MountStep.PivotRoot;
import cordon.api.launch.MountStep.RemountReadOnly;
import cordon.api.launch.MountStep.Tmpfs;
import cordon.api.launch.MountStep.Unmount;
import cordon.core.exec.Launches.Result;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import cordon.api.launch.LimitStep;

/** Mounts, in a namespace that ends with the launch. */
class MountStepsTest {

    @TempDir
    Path temporary;

    private Path dir;
    private Path source;
    private Path target;

    @BeforeEach
    void directories() throws IOException {
        Launches.needRoot();
        dir = temporary.toRealPath();
        source = Files.createDirectory(dir.resolve("source"));
        target = Files.createDirectory(dir.resolve("target"));
        Files.writeString(source.resolve("file"), "content");
    }

    @Test
    void aBoundDirectoryIsSeenInsideAndNotOutside() throws Exception {
        assertEquals("content", inside("cat " + target + "/file", Bind.of(source.toString(), target.toString())).out());
        assertTrue(Files.notExists(target.resolve("file")));
    }

    @Test
    void aFileIsBoundOnAFile() throws Exception {
        Path onto = Files.createFile(target.resolve("onto"));
        assertEquals("content", inside("cat " + onto, Bind.of(source + "/file", onto.toString())).out());
    }

    @Test
    void readOnlyAndOtherOptionsHold() throws Exception {
        Result result = inside("touch " + target + "/new || grep ' " + target + " ' /proc/self/mountinfo",
                new Bind(source.toString(), target.toString(), false, true, true, true, true, false));
        assertTrue(result.err().contains("Read-only file system"), result.err());
        assertTrue(result.out().contains(" ro,nosuid,nodev,noexec"), result.out());
    }

    @Test
    void unmountingTakesAllThatIsMountedThereAndBelow() throws Exception {
        Files.writeString(target.resolve("own"), "own");
        Path below = Files.createDirectory(source.resolve("below"));
        Result result = inside("ls " + target + "; grep -c " + target + " /proc/self/mountinfo",
                Bind.of(source.toString(), target.toString()), new Tmpfs(target + "/below", 0755, 0), Bind.of(source.toString(), target.toString()),
                new Unmount(target.toString()));
        assertEquals("own\n0\n", result.out(), below.toString());
    }

    @Test
    void unmountingLeavesAPlaceWithoutMountsAlone() throws Exception {
        assertEquals("content", inside("cat " + source + "/file", new Unmount(source.toString())).out());
    }

    @Test
    void unmountingFollowsNoLink() throws Exception {
        Path link = Files.createSymbolicLink(dir.resolve("link"), target);
        Result result = inside("true", Bind.of(source.toString(), target.toString()), new Unmount(link.toString()));
        assertEquals("cordon-exec: cannot unmount " + link + ": ELOOP (40)\n", result.err());
    }

    @Test
    void aRecursiveReadOnlyBindCoversMountsBelow() throws Exception {
        Path below = Files.createDirectory(source.resolve("below"));
        Result result = inside("touch " + target + "/below/new && echo written",
                new Tmpfs(below.toString(), 0777, 0),
                new Bind(source.toString(), target.toString(), true, true, false, false, false, false));
        assertEquals("", result.out());
        assertTrue(result.err().contains("Read-only file system"), result.err());
    }

    @Test
    void aLinkInAPathOfAMountIsRefused() throws Exception {
        Path link = Files.createSymbolicLink(dir.resolve("link"), target);
        assertRefused("bind " + link + ": ELOOP", Bind.of(source.toString(), link.toString()));
        assertRefused("bind " + link + ": ELOOP", Bind.of(link.toString(), target.toString()));
        assertRefused("bind " + link + "/x: ELOOP", Bind.of(link + "/x", target.toString()));
        assertRefused("mount tmpfs on " + link + ": ELOOP", new Tmpfs(link.toString(), 0755, 0));
        assertRefused("make directory " + link + "/new: ELOOP", new MakeDirectory(link + "/new", 0755));
        assertRefused("make file " + link + "/new: ELOOP", new MakeFile(link + "/new", 0644));
        assertRefused("make symbolic link " + link + "/new: ELOOP", new MakeSymlink(link + "/new", "x"));
        assertRefused("change the root to " + link + ": ELOOP", new PivotRoot(link.toString()));
        assertRefused("make read-only " + link + ": ELOOP", new RemountReadOnly(link.toString(), true));
    }

    @Test
    void aMagicLinkIsRefused() throws Exception {
        assertRefused("bind /proc/1/root/etc: ELOOP", Bind.of("/proc/1/root/etc", target.toString()));
    }

    @Test
    void aDirectoryOnAFileIsRefused() throws Exception {
        assertRefused("bind " + source + "/file: ENOTDIR", Bind.of(target.toString(), source + "/file"));
        assertRefused("bind " + target + ": ENOTDIR", Bind.of(source + "/file", target.toString()));
    }

    @Test
    void whatIsMissingIsPassedOverOnlyWhenOptional() throws Exception {
        assertRefused("bind " + dir + "/none: ENOENT", Bind.of(dir + "/none", target.toString()));
        assertRefused("bind " + dir + "/none: ENOENT", Bind.of(source.toString(), dir + "/none"));
        assertEquals("ok\n", inside("echo ok",
                new Bind(dir + "/none", target.toString(), false, false, false, false, false, true),
                new Bind(source.toString(), dir + "/none", false, false, false, false, false, true)).out());
    }

    @Test
    void aTmpfsHasItsModeAndSize() throws Exception {
        Result result = inside("stat -c %a " + target + "; df --output=size -B1 " + target + " | tail -1; grep ' " + target
                + " ' /proc/self/mountinfo", new Tmpfs(target.toString(), 01777, 1 << 20));
        List<String> lines = result.out().lines().map(String::strip).toList();
        assertEquals("1777", lines.get(0));
        assertEquals("1048576", lines.get(1));
        assertTrue(lines.get(2).contains("nosuid,nodev"), lines.get(2));
    }

    @Test
    void entriesAreMadeWithTheirExactModes() throws Exception {
        Result result = inside("stat -c '%a %F' " + target + "/d " + target + "/f; readlink " + target + "/l",
                new LimitStep.Umask(077), new Tmpfs(target.toString(), 0755, 0),
                new MakeDirectory(target + "/d", 01777), new MakeDirectory(target + "/d", 0700),
                new MakeFile(target + "/f", 0666), new MakeFile(target + "/f", 0600), new MakeSymlink(target + "/l", "../any where"));
        assertEquals("1777 directory\n666 regular empty file\n../any where\n", result.out(), result.err());
    }

    @Test
    void anEntryOfAnotherKindIsRefused() throws Exception {
        assertRefused("make directory " + source + "/file: ENOTDIR", new MakeDirectory(source + "/file", 0755));
        assertRefused("make file " + target + ": EEXIST", new MakeFile(target.toString(), 0644));
        assertRefused("make symbolic link " + target + ": EEXIST", new MakeSymlink(target.toString(), "x"));
        assertRefused("make directory " + dir + "/a/b: ENOENT", new MakeDirectory(dir + "/a/b", 0755));
        assertRefused("make directory " + target + "/..: EINVAL", new MakeDirectory(target + "/..", 0755));
        Files.createSymbolicLink(target.resolve("dangling"), Path.of("nowhere"));
        assertRefused("make file " + target + "/dangling: EEXIST", new MakeFile(target + "/dangling", 0644));
        assertTrue(Files.notExists(target.resolve("nowhere")));
    }

    @Test
    void thePivotLeavesNothingOfTheOldRoot() throws Exception {
        List<LaunchStep> steps = pivot();
        steps.add(Launches.shell("pwd; ls /; wc -l < /proc/self/mountinfo | tr -d ' '; grep -c " + dir + " /proc/self/mountinfo"));
        Result result = Launches.run(steps);
        assertTrue(result.out().startsWith("/\nbin\nlib\nlib64\nproc\nusr\n"), result.toString());
        assertTrue(result.out().endsWith("\n0\n"), result.out());
    }

    @Test
    void whoeverJoinsANamespaceMadeInsideAChrootSeesTheNewRootToo() throws Exception {
        List<LaunchStep> steps = pivot();
        steps.add(Launches.shell("nsenter --mount=/proc/self/ns/mnt ls /; wc -l < /proc/self/mountinfo"));
        Result result = Launches.runInChroot(Files.createDirectory(dir.resolve("chroot")), steps);
        assertTrue(result.out().startsWith("bin\nlib\nlib64\nproc\nusr\n"), result.toString());
    }

    private List<LaunchStep> pivot() {
        List<LaunchStep> steps = new ArrayList<>(List.of(new NewMountNamespace(), new Tmpfs(target.toString(), 0755, 0)));
        for (String name : List.of("usr", "proc")) {
            steps.add(new MakeDirectory(target + "/" + name, 0755));
            steps.add(new Bind("/" + name, target + "/" + name, true, name.equals("usr"), false, false, false, false));
        }
        for (String name : List.of("bin", "lib", "lib64")) {
            steps.add(new MakeSymlink(target + "/" + name, "usr/" + name));
        }
        steps.add(new PivotRoot(target.toString()));
        return steps;
    }

    @Test
    void aTreeIsMadeReadOnlyInPlace() throws Exception {
        Path below = Files.createDirectory(target.resolve("below"));
        Result result = inside("touch " + target + "/x; touch " + below + "/x", new Tmpfs(target.toString(), 0755, 0),
                new MakeDirectory(below.toString(), 0755), new Tmpfs(below.toString(), 0755, 0),
                new RemountReadOnly(target.toString(), true));
        assertEquals(2, result.err().lines().filter(line -> line.contains("Read-only file system")).count(), result.err());
        assertRefused("make read-only " + source + ": EINVAL", new RemountReadOnly(source.toString(), false));
    }

    @Test
    void aTargetThatIsSwappedForALinkMeanwhileNeverLeadsElsewhere() throws Exception {
        Path victim = Files.createDirectory(dir.resolve("victim"));
        Path link = Files.createSymbolicLink(dir.resolve("link"), victim);
        AtomicBoolean stop = new AtomicBoolean();
        Thread attacker = new Thread(() -> swapUntil(stop, target, link), "attacker");
        attacker.start();
        int refused = 0;
        try {
            for (int round = 0; round < 200; round++) {
                Result result = inside("test -e " + victim + "/file && echo landed", Bind.of(source.toString(), target.toString()));
                assertEquals("", result.out());
                refused += result.status() == 125 ? 1 : 0;
            }
        } finally {
            stop.set(true);
            attacker.join();
        }
        assertTrue(refused < 200, "the attacker left no round in which the target was a directory");
    }

    private static void swapUntil(AtomicBoolean stop, Path one, Path other) {
        try (Fd parent = Paths.openAbsolute(one.getParent().toString(), OpenFlags.O_PATH)) {
            while (!stop.get()) {
                Paths.rename(parent, one.getFileName().toString(), parent, other.getFileName().toString(), Paths.RENAME_EXCHANGE);
            }
        } catch (LinuxException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Result inside(String script, LaunchStep... steps) throws IOException, InterruptedException {
        List<LaunchStep> all = new ArrayList<>(List.of(new NewMountNamespace()));
        all.addAll(List.of(steps));
        all.add(Launches.shell(script));
        return Launches.run(all);
    }

    private void assertRefused(String message, LaunchStep step) throws IOException, InterruptedException {
        Result result = inside("echo reached", step);
        assertEquals(125, result.status(), result.toString());
        assertTrue(result.err().startsWith("cordon-exec: cannot " + message), result.err());
        assertEquals("", result.out());
    }
}
