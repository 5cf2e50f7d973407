package cordon.core.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DataDirectoriesTest extends RootedTest {
    private DataDirectories data;

    @BeforeEach
    void makeData() {
        data = new DataDirectories(root);
    }

    private Path at(String relative) {
        return root.resolve("var/snap/foo").resolve(relative);
    }

    @Test
    void directoriesAreRootsAndOpenForReading() throws Exception {
        data.prepare("foo", "x1", Optional.empty());
        assertEquals(List.of("common", "x1"), names("var/snap/foo"));
        assertEquals(0755, (Integer) Files.getAttribute(at("x1"), "unix:mode") & 07777);
    }

    @Test
    void undoRemovesWhatWasMadeAndNothingElse() throws Exception {
        data.prepare("foo", "x1", Optional.empty()).undo();
        assertEquals(List.of(), names("var/snap"));
        data.prepare("foo", "x1", Optional.empty());
        Files.writeString(at("x1/kept"), "");
        data.prepare("foo", "x2", Optional.of("x1")).undo();
        assertEquals(List.of("common", "x1"), names("var/snap/foo"));
        assertTrue(Files.exists(at("x1/kept")));
    }

    @Test
    void dataOfAnEarlierInstallationIsKept() throws Exception {
        data.prepare("foo", "x1", Optional.empty());
        Files.writeString(at("x1/kept"), "");
        data.prepare("foo", "x1", Optional.empty()).undo();
        assertTrue(Files.exists(at("x1/kept")));
    }

    @Test
    void anUpgradeBeginsWithACopyThatKeepsOwnersAndModes() throws Exception {
        data.prepare("foo", "x1", Optional.empty());
        Files.writeString(at("x1/file"), "data");
        TestPackage.run("chmod", "4640", at("x1/file").toString());
        TestPackage.run("chown", "1234:5678", at("x1/file").toString());
        Files.createDirectory(at("x1/sub"));
        TestPackage.run("chmod", "2770", at("x1/sub").toString());
        Files.createSymbolicLink(at("x1/link"), Path.of("/etc/shadow"));
        data.prepare("foo", "x2", Optional.of("x1"));
        assertEquals("data", Files.readString(at("x2/file")));
        assertEquals(0640, (Integer) Files.getAttribute(at("x2/file"), "unix:mode") & 07777);
        assertEquals(1234, Files.getAttribute(at("x2/file"), "unix:uid"));
        assertEquals(5678, Files.getAttribute(at("x2/file"), "unix:gid"));
        assertEquals(02770, (Integer) Files.getAttribute(at("x2/sub"), "unix:mode") & 07777);
        assertTrue(Files.isSymbolicLink(at("x2/link")));
        assertEquals("data", Files.readString(at("x1/file")));
        assertEquals(List.of("snap"), names("var"));
    }

    @Test
    void whatIsNoDataIsPassedOverAndSaid() throws Exception {
        data.prepare("foo", "x1", Optional.empty());
        TestPackage.run("mkfifo", at("x1/pipe").toString());
        List<String> warnings = data.prepare("foo", "x2", Optional.of("x1")).warnings();
        assertEquals(List.of("not copied to the new revision: \"pipe\" is a fifo"), warnings);
        assertFalse(Files.exists(at("x2/pipe"), LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void whatAFailedUpgradeLeftIsReplaced() throws Exception {
        data.prepare("foo", "x1", Optional.empty());
        Files.writeString(at("x1/new"), "");
        Files.createDirectories(at("x2"));
        Files.writeString(at("x2/stale"), "");
        data.prepare("foo", "x2", Optional.of("x1"));
        assertEquals(List.of("new"), names("var/snap/foo/x2"));
    }

    @Test
    void dropTakesOneRevisionAndPurgeAll() throws Exception {
        data.prepare("foo", "x1", Optional.empty());
        data.prepare("foo", "x2", Optional.of("x1"));
        data.drop("foo", "x1");
        data.drop("foo", "x1");
        assertEquals(List.of("common", "x2"), names("var/snap/foo"));
        data.purge("foo");
        data.purge("foo");
        assertEquals(List.of(), names("var/snap"));
    }
}
