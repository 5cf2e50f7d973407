package cordon.core.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cordon.api.backend.Launch;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.PlanRunner;
import cordon.api.launch.Started;
import cordon.core.CordonException;
import cordon.linux.Fd;
import cordon.linux.Landlock;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserDirectoriesTest extends LaunchTestBase {

    private void launch() throws CordonException {
        planned(app(), request(UID, Map.of())).close();
    }

    private String refusal() {
        return assertThrows(CordonException.class, this::launch).getMessage();
    }

    private static int uid(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    @Test
    void theyAreMadeAsTheUser() throws Exception {
        launch();
        for (String name : List.of("snap", "snap/foo", "snap/foo/x2", "snap/foo/common", "snap/foo/current")) {
            assertEquals(UID, uid(home.resolve(name)), name);
        }
        assertEquals(0700, (Integer) Files.getAttribute(home.resolve("snap/foo/x2"), "unix:mode") & 07777);
        assertEquals("x2", Files.readSymbolicLink(home.resolve("snap/foo/current")).toString());
        launch();
    }

    /** That takes a process of the user, which he can stop, and others wait for a launch that is under way. */
    @Test
    void aLaunchItselfMakesNone() throws Exception {
        Launch.User user = launcher.prepare(app(), request(UID, Map.of()));
        Files.move(home.resolve("snap"), temp.resolve("away"));
        launcher.plan(app(), user, request(UID, Map.of())).close();
        assertFalse(Files.exists(home.resolve("snap")));
    }

    /** The times of files may count in ticks: a second change in one leaves no trace. */
    @Test
    void aLinkThatComesAtOnceAfterALookIsSeen() throws Exception {
        launch();
        Path common = home.resolve("snap/foo/common");
        for (int i = 0; i < 50; i++) {
            launch();
            Files.delete(common);
            Files.createSymbolicLink(common, home);
            assertTrue(refusal().contains("is a symbolic link"));
            Files.delete(common);
            chown(Files.createDirectory(common), UID);
        }
    }

    @Test
    void theRuntimeDirectoryIsMadeWhereTheUserHasASession() throws Exception {
        launch();
        assertEquals(List.of(), list(runtimes));
        chown(Files.createDirectory(runtimes.resolve(Integer.toString(UID))), UID);
        launch();
        Path made = runtimes.resolve(UID + "/snap.foo");
        assertEquals(UID, uid(made));
        assertEquals(0700, (Integer) Files.getAttribute(made, "unix:mode") & 07777);
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"snap", "snap/foo", "snap/foo/x2", "snap/foo/common"})
    void aLinkInThePlaceOfOneIsRefused(String name) throws Exception {
        launch();
        Path victim = Files.createDirectory(temp.resolve("victim"));
        chown(victim, UID);
        Path place = home.resolve(name);
        Files.move(place, temp.resolve("away"));
        Files.createSymbolicLink(place, victim);
        assertEquals("cannot use the data directory " + place + ": it is a symbolic link; it has to be a directory: remove the link", refusal());
        assertEquals(List.of(), list(victim));
    }

    @ParameterizedTest
    @ValueSource(strings = {"snap", "snap/foo", "snap/foo/x2", "snap/foo/common"})
    void anotherUsersIsRefused(String name) throws Exception {
        launch();
        chown(home.resolve(name), 0);
        assertTrue(refusal().startsWith("cannot use the data directory " + home.resolve(name) + ": it belongs to user 0, not to user" + UID));
    }

    @Test
    void aFileInThePlaceOfOneIsRefused() throws Exception {
        launch();
        Files.delete(home.resolve("snap/foo/common"));
        Files.createFile(home.resolve("snap/foo/common"));
        assertTrue(refusal().contains("common: it is no directory"));
    }

    @Test
    void aDirectoryThatTheUserCannotWriteIsNotMadeByRoot() throws Exception {
        Files.setAttribute(home, "unix:mode", 0555);
        assertTrue(refusal().startsWith("cannot make the data directories of user" + UID + " for foo: "));
        assertFalse(Files.exists(home.resolve("snap")));
    }

    @Test
    void aNewRevisionBeginsWithACopyOfTheData() throws Exception {
        launch();
        Path data = home.resolve("snap/foo");
        Files.move(data.resolve("x2"), data.resolve("x1"));
        Files.delete(data.resolve("current"));
        Files.createSymbolicLink(data.resolve("current"), Path.of("x1"));
        Files.writeString(data.resolve("x1/file"), "kept");
        chown(data.resolve("x1/file"), UID);
        launch();
        assertEquals("kept", Files.readString(data.resolve("x2/file")));
        assertEquals(UID, uid(data.resolve("x2/file")));
        assertEquals("x2", Files.readSymbolicLink(data.resolve("current")).toString());
        assertFalse(Files.exists(data.resolve(".x2.new")));
    }

    /** The application that runs may win any race: it is as if the link were there from the start, to a reader who follows it. */
    @Test
    void theCopyOpensNothingButTheData() throws Exception {
        assumeTrue(Landlock.abi() > 0, "the kernel has no Landlock");
        launch();
        Path secret = Files.writeString(home.resolve("secret"), "the user's own");
        chown(secret, UID);
        List<LaunchStep> steps = new ArrayList<>();
        try (Fd data = Paths.openRoot(home.resolve("snap/foo").toString(), OpenFlags.O_PATH)) {
            steps.add(new LaunchStep.Landlock(HelperRules.of(data).orElseThrow(), "test"));
        }
        steps.add(new LaunchStep.Credentials(UID, GID, List.of(), 0, true));
        steps.add(new LaunchStep.Exec("/bin/sh", List.of("sh", "-c", "cd \"$1\" && cp ../../secret common/stolen || cp /etc/passwd common/stolen || echo > ../made",
                "sh", home.resolve("snap/foo").toString()), List.of("PATH=/usr/bin:/bin")));
        try (Fd nothing = Paths.openRoot("/dev/null", OpenFlags.O_RDWR);
                Started helper = runner.start(new LaunchPlan(steps), new PlanRunner.Stdio(nothing.number(), nothing.number(), nothing.number()))) {
            assertNotEquals(0, helper.await().shellStatus());
        }
        assertEquals(List.of(), list(home.resolve("snap/foo/common")));
        assertFalse(Files.exists(home.resolve("snap/made")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "../..", "common", "-rf", "x9", "$(touch x)"})
    void whatCurrentSaysIsOnlyAName(String target) throws Exception {
        launch();
        Path data = home.resolve("snap/foo");
        Files.delete(data.resolve("x2"));
        Files.delete(data.resolve("current"));
        Files.createSymbolicLink(data.resolve("current"), Path.of(target));
        launch();
        assertEquals(List.of(), list(data.resolve("x2")));
        assertEquals("x2", Files.readSymbolicLink(data.resolve("current")).toString());
    }

    @Test
    void aHomeThatIsMissingOrSomebodyElsesIsSaid() throws Exception {
        Files.delete(home);
        assertTrue(refusal().startsWith("cannot run anything for user" + UID + ": the home directory \"" + home + "\" does not exist"));
        Files.createDirectory(home);
        assertTrue(refusal().contains("belongs to user 0"));
    }

    @Test
    void linksOnTheWayToTheHomeAreTheAdministrators() throws Exception {
        Path real = Files.move(home, temp.resolve("real"));
        Files.createSymbolicLink(home, real);
        launch();
        assertTrue(Files.isDirectory(real.resolve("snap/foo/x2")));
    }
}
