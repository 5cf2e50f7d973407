package cordon.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateRootTest {
    @TempDir
    Path temporary;

    @Test
    void aRootIsMadeAndOpenToReadersOnly() throws Exception {
        Path root = temporary.resolve("root");
        try (StateRoot held = StateRoot.hold(root)) {
            assertEquals(root, held.path());
            assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(root)));
            assertEquals(ProcessHandle.current().pid() + "\n", Files.readString(root.resolve("run/cordond.pid")));
        }
    }

    @Test
    void aRootThatOthersCanWriteToIsRefused() throws IOException {
        Path root = Files.createDirectory(temporary.resolve("root"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertTrue(refusal(root).contains("others can write to " + root), refusal(root));
    }

    @Test
    void aLinkInPlaceOfARootIsRefused() throws IOException {
        Path root = Files.createSymbolicLink(temporary.resolve("root"), Files.createDirectory(temporary.resolve("elsewhere")));
        assertTrue(refusal(root).contains("is not a directory"), refusal(root));
    }

    @Test
    void aLinkInPlaceOfTheLockIsRefused() throws IOException {
        Path run = Files.createDirectories(temporary.resolve("root/run"));
        Files.setPosixFilePermissions(run.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path victim = Files.writeString(temporary.resolve("victim"), "precious");
        Files.createSymbolicLink(run.resolve("cordond.pid"), victim);
        assertThrows(IOException.class, () -> StateRoot.hold(run.getParent()));
        assertEquals("precious", Files.readString(victim));
    }

    private static String refusal(Path root) {
        return assertThrows(IOException.class, () -> StateRoot.hold(root)).getMessage();
    }
}
