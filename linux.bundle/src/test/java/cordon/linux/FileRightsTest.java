package cordon.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRightsTest {
    private static final int UID = 4242;
    private static final int GROUP = 4300;

    @TempDir
    Path temp;

    @BeforeEach
    void root() throws IOException {
        assumeTrue(Self.effectiveUid() == 0, "only root has others' rights");
        permissions(temp, "rwxr-xr-x");
    }

    private static void permissions(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private Path directory(String name, int uid, int gid, String permissions) throws IOException {
        Path directory = Files.createDirectory(temp.resolve(name));
        Files.writeString(directory.resolve("file"), "x");
        Files.setAttribute(directory, "unix:uid", uid);
        Files.setAttribute(directory, "unix:gid", gid);
        permissions(directory, permissions);
        return directory;
    }

    private static boolean sees(Path directory, FileRights rights) throws IOException {
        return rights.use(() -> seen(directory));
    }

    /** With the rights of this thread, which access(2) would not ask for. */
    private static boolean seen(Path directory) {
        try {
            return Paths.look(directory.resolve("file").toString()).isPresent();
        } catch (LinuxException e) {
            assertEquals(Errno.EACCES, e.errno());
            return false;
        }
    }

    @Test
    void theKernelTellsWhatItTellsTheUser() throws Exception {
        List<Integer> groups = Self.groups();
        FileRights user = new FileRights(UID, UID, List.of(GROUP));
        assertEquals(false, sees(directory("roots", 0, 0, "rwx------"), user));
        assertEquals(false, sees(directory("groups-of-root", 0, 0, "rwxr-x---"), user));
        assertTrue(sees(directory("own", UID, UID, "rwx------"), user));
        assertTrue(sees(directory("of-group", 0, GROUP, "rwxr-x---"), user));
        assertTrue(sees(temp.resolve("roots"), new FileRights(0, 0, List.of())));
        assertTrue(Paths.look(temp.resolve("roots/file").toString()).isPresent(), "root again");
        assertEquals(groups, Self.groups());
    }

    @Test
    void whateverHappensTheThreadIsRootAgainAndOthersAlwaysWere() throws Exception {
        Path roots = directory("roots", 0, 0, "rwx------");
        FileRights user = new FileRights(UID, UID, List.of());
        ExecutorService another = Executors.newSingleThreadExecutor();
        try {
            // It exists from before: a thread that begins has the rights of the one that begins it.
            assertTrue(another.submit(() -> seen(roots)).get());
            assertThrows(IOException.class, () -> user.use(() -> {
                assertEquals(List.of(false, true), List.of(seen(roots), CompletableFuture.supplyAsync(() -> seen(roots), another).join()), "another thread is root");
                throw new IOException("it fails");
            }));
        } finally {
            another.shutdown();
        }
        assertTrue(Paths.look(roots.resolve("file").toString()).isPresent());
    }
}
