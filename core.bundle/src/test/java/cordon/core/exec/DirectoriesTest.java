package cordon.core.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.launch.LaunchStep;
import cordon.api.launch.LaunchStep.UserDirectories;
import cordon.api.launch.LaunchStep.WorkingDirectory;
import cordon.api.launch.LimitStep;
import cordon.core.exec.Launches.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories of a user, made and entered with the user's rights by a launch that root starts. */
class DirectoriesTest {

    private static final int USER = 4242;
    private static final int GROUP = 4243;

    @TempDir
    Path temporary;

    private Path home;

    @BeforeEach
    void home() throws IOException {
        Launches.needRoot();
        Path dir = temporary.toRealPath();
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        home = Files.createDirectory(dir.resolve("home"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        own(home, USER);
    }

    @Test
    void aChainOfDirectoriesIsTheUsers() throws Exception {
        Result result = Launches.run(new LimitStep.Umask(0777), make("snap", "foo", "1"), make("snap", "foo", "common"));
        assertEquals(0, result.status(), result.err());
        for (String made : List.of("snap", "snap/foo", "snap/foo/1", "snap/foo/common")) {
            assertEquals(USER, Files.getAttribute(home.resolve(made), "unix:uid"));
            assertEquals(GROUP, Files.getAttribute(home.resolve(made), "unix:gid"));
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(made))));
        }
    }

    @Test
    void aLinkIsNotFollowed() throws Exception {
        Path elsewhere = Files.createDirectory(home.resolveSibling("elsewhere"));
        own(elsewhere, USER);
        own(Files.createSymbolicLink(home.resolve("snap"), elsewhere), USER);
        assertRefused("make the user's directory snap: ENOTDIR", make("snap", "foo"));
        assertTrue(Files.notExists(elsewhere.resolve("foo")));
    }

    @Test
    void aDirectoryOfSomebodyElseIsRefused() throws Exception {
        Files.createDirectory(home.resolve("snap"));
        assertRefused("make the user's directory snap: EPERM", make("snap"));
        own(home.resolve("snap"), USER + 1);
        assertRefused("make the user's directory snap: EPERM", make("snap", "foo"));
    }

    @Test
    void whatTheUserMayNotWriteIsRefusedThoughRootMay() throws Exception {
        own(home, 0);
        assertRefused("make the user's directory snap: EACCES", make("snap"));
    }

    @Test
    void aFileInTheWayIsRefused() throws Exception {
        own(Files.createFile(home.resolve("snap")), USER);
        assertRefused("make the user's directory snap: ENOTDIR", make("snap"));
    }

    @Test
    void theWorkingDirectoryIsEntered() throws Exception {
        assertEquals(home + "\n", Launches.run(enter(home.toString()), Launches.shell("pwd")).out());
    }

    @Test
    void aDirectoryThatTheUserMayNotEnterIsReplacedByTheFallback() throws Exception {
        Path closed = Files.createDirectory(home.resolve("closed"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        assertEquals("/\n", Launches.run(enter(closed.toString()), Launches.shell("pwd")).out());
        assertEquals("/\n", Launches.run(enter("/nowhere"), Launches.shell("pwd")).out());
        assertEquals("/\n", Launches.run(enter("/proc/1/cwd"), Launches.shell("pwd")).out());
    }

    @Test
    void aFallbackThatDoesNotWorkEndsTheLaunch() throws Exception {
        assertRefused("enter directory /none: ENOENT", new WorkingDirectory("/nowhere", "/none", USER, GROUP));
    }

    private UserDirectories make(String... components) {
        return new UserDirectories(home.toString(), List.of(components), USER, GROUP, 0700);
    }

    private static WorkingDirectory enter(String path) {
        return new WorkingDirectory(path, "/", USER, GROUP);
    }

    private static void own(Path path, int uid) throws IOException {
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }

    private static void assertRefused(String message, LaunchStep step) throws IOException, InterruptedException {
        Result result = Launches.run(step, Launches.shell("echo reached"));
        assertEquals(125, result.status(), result.toString());
        assertTrue(result.err().startsWith("cordon-exec: cannot " + message), result.err());
    }
}
