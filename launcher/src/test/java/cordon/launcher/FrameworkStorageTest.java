package cordon.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameworkStorageTest {
    @TempDir
    Path run;

    private long entries() throws IOException {
        try (Stream<Path> entries = Files.list(run)) {
            return entries.count();
        }
    }

    @Test
    void whatAnEarlierFrameworkNotedIsNeitherUsedNorKept() throws Exception {
        Path kept = Files.createDirectory(run.resolve("elsewhere"));
        Files.writeString(kept.resolve("file"), "kept");
        Path noted = Files.createDirectories(run.resolve("framework/bundle1"));
        Files.writeString(noted.resolve("bundle.info"), "old");
        Files.createSymbolicLink(noted.resolve("link"), kept);

        FrameworkStorage storage = new FrameworkStorage(run);
        Path place = storage.fresh();
        assertEquals(run.resolve("framework"), place);
        assertFalse(Files.exists(place));

        storage.sweep();
        for (int i = 0; entries() > 1 && i < 500; i++) {
            Thread.sleep(10);
        }
        assertEquals(1, entries());
        assertTrue(Files.exists(kept.resolve("file")), "a link is deleted, not what it leads to");
    }
}
