package cordon.backend.landlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTest {
    @TempDir
    Path temp;

    private Directory open() throws Exception {
        return new Directory(Paths.openAbsolute(temp.toRealPath().toString(), OpenFlags.O_PATH | OpenFlags.O_DIRECTORY), List.of("home"));
    }

    @Test
    void ofMoreEntriesThanAnybodyNeedsSomeAreReadAndEachIsFoundByItsName() throws Exception {
        for (int i = 0; i < 5000; i++) {
            Files.createDirectory(temp.resolve("d" + i));
        }
        try (Directory home = open()) {
            assertEquals(4096, home.names().size());
            assertTrue(home.crowded());
            for (int i = 0; i < 5000; i += 7) {
                assertTrue(home.child("d" + i).isPresent());
            }
            assertTrue(home.child("other").isEmpty());
        }
    }

    @Test
    void ofFewerAllAreRead() throws Exception {
        for (int i = 0; i < 20; i++) {
            Files.createFile(temp.resolve("f" + i));
        }
        try (Directory home = open()) {
            assertEquals(20, home.names().size());
            assertFalse(home.crowded());
            assertTrue(home.entry("none").isEmpty());
        }
    }
}
