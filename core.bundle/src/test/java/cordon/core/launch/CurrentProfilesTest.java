package cordon.core.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.StoredProfile;
import cordon.api.snap.SecurityLabel;
import cordon.linux.LinuxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurrentProfilesTest {
    @TempDir
    Path dir;

    private final CurrentProfiles profiles = new CurrentProfiles();
    private StoredProfile stored;

    @BeforeEach
    void store() throws Exception {
        Path file = Files.writeString(dir.toRealPath().resolve("snap.foo.bar"), "rules 1\n");
        stored = new StoredProfile(new SecurityLabel("foo", "bar"), "hash", file, "rules 1\n", false);
    }

    /** As a profile that was stored a while ago: nothing but waiting makes a ctime old. */
    private void settle() throws Exception {
        TimeUnit.MILLISECONDS.sleep(2100);
        assertSame(stored, profiles.of(stored));
    }

    @Test
    void aFileAsItWasStoredIsTheStoredProfile() throws Exception {
        assertSame(stored, profiles.of(stored));
        assertSame(stored, profiles.of(stored));
    }

    @Test
    void anEditOfTheSameLengthCountsAtOnceHoweverItsTimesAreSet() throws Exception {
        settle();
        FileTime before = Files.getLastModifiedTime(stored.file());
        Files.writeString(stored.file(), "rules 2\n");
        Files.setLastModifiedTime(stored.file(), before);
        assertEquals("rules 2\n", profiles.of(stored).text());
        assertTrue(profiles.of(stored).edited());
    }

    @Test
    void twoEditsWithinATickOfTheClockBothCount() throws Exception {
        settle();
        for (int i = 2; i < 50; i++) {
            String text = "rules " + i + "\n";
            Files.writeString(stored.file(), text);
            assertEquals(text, profiles.of(stored).text());
        }
    }

    @Test
    void anEditThatIsTakenBackIsNoneAnyMore() throws Exception {
        settle();
        Files.writeString(stored.file(), "rules 2\n");
        assertTrue(profiles.of(stored).edited());
        Files.writeString(stored.file(), "rules 1\n");
        assertFalse(profiles.of(stored).edited());
    }

    @Test
    void aFileThatIsGoneCannotConfine() throws Exception {
        settle();
        Files.delete(stored.file());
        assertThrows(LinuxException.class, () -> profiles.of(stored));
    }

    @Test
    void aLinkInItsPlaceCannotConfine() throws Exception {
        settle();
        Path other = Files.move(stored.file(), dir.resolve("other"));
        Files.createSymbolicLink(stored.file(), other);
        assertThrows(LinuxException.class, () -> profiles.of(stored));
    }
}
