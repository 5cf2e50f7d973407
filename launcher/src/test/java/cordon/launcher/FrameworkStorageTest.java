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
    void whatAFrameworkLeftThatDidNotStopInOrderIsNeitherUsedNorKept() throws Exception {
        Path kept = Files.createDirectory(run.resolve("elsewhere"));
        Files.writeString(kept.resolve("file"), "kept");
        Path noted = Files.createDirectories(run.resolve("framework/bundle1"));
        Files.writeString(noted.resolve("bundle.info"), "old");
        Files.createSymbolicLink(noted.resolve("link"), kept);

        FrameworkStorage storage = new FrameworkStorage(run, "these");
        Path place = storage.take();
        assertEquals(run.resolve("framework"), place);
        assertFalse(Files.exists(place));

        storage.sweep();
        for (int i = 0; entries() > 1 && i < 6000; i++) {
            Thread.sleep(10);
        }
        assertEquals(1, entries());
        assertTrue(Files.exists(kept.resolve("file")), "a link is deleted, not what it leads to");
    }

    @Test
    void whatWasKeptServesOneStartOfTheSameDistribution() throws Exception {
        FrameworkStorage storage = new FrameworkStorage(run, "these");
        Files.createDirectory(storage.take());
        Path noted = Files.writeString(run.resolve("framework/bundle.info"), "noted");
        storage.keep();

        new FrameworkStorage(run, "these").take();
        assertTrue(Files.exists(noted));
        new FrameworkStorage(run, "these").take();
        assertFalse(Files.exists(noted), "the one that took it has not stopped");
    }

    @Test
    void whatWasKeptForAnotherDistributionIsNotUsed() throws Exception {
        FrameworkStorage storage = new FrameworkStorage(run, "these");
        Files.createDirectory(storage.take());
        storage.keep();

        assertFalse(Files.exists(new FrameworkStorage(run, "others").take()));
    }
}
