package cordon.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionTest {
    @TempDir
    Path home;
    private Path jar;

    @BeforeEach
    void oneBundle() throws IOException {
        jar = Files.createDirectories(home.resolve("bundle/5")).resolve("a.jar");
        Files.writeString(jar, "first");
    }

    private String identity() throws IOException {
        return Distribution.identity(new Distribution(home).bundles());
    }

    @Test
    void theSameBundlesAreKnownAgain() throws Exception {
        assertEquals(identity(), identity());
    }

    @Test
    void aBundleThatIsReplacedByOneOfTheSameSizeAndTimeMakesAnotherDistribution() throws Exception {
        String before = identity();
        Path other = Files.writeString(home.resolve("other"), "other");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(jar));
        Files.delete(jar);
        Files.move(other, jar);
        assertNotEquals(before, identity());
    }

    @Test
    void aBundleAtAnotherLevelMakesAnotherDistribution() throws Exception {
        String before = identity();
        Files.move(jar, Files.createDirectory(home.resolve("bundle/4")).resolve("a.jar"));
        assertNotEquals(before, identity());
    }
}
