package cordon.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that can be made again. */
class AtomicFileTest {
    @Test
    void aFileIsMadeAndReplacedAndNothingElseIsLeft(@TempDir Path directory) throws Exception {
        try (Fd dir = Paths.openAbsolute(directory.toString(), OpenFlags.O_PATH | OpenFlags.O_DIRECTORY)) {
            for (String content : List.of("one", "", "a longer one")) {
                byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
                AtomicFile.replace(dir, "file", bytes, 0640);
                assertArrayEquals(bytes, AtomicFile.read(dir, "file", 100));
                assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("file"))));
                assertEquals(1, directory.toFile().list().length);
            }
        }
    }
}
