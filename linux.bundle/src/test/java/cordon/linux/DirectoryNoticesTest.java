package cordon.linux;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a tmpfs of its own: what the directory for temporary files is on is the machine's affair. */
class DirectoryNoticesTest {
    @TempDir
    Path mounted;
    private Path temp;
    private DirectoryNotices notices;

    @BeforeEach
    void begin() throws LinuxException {
        assumeTrue(Self.isAdministrator(), "mounting a file system takes an administrator");
        Mounts.mount("test", mounted.toString(), "tmpfs", 0, null);
        temp = mounted;
        notices = DirectoryNotices.open();
    }

    @AfterEach
    void end() throws LinuxException {
        if (notices != null) {
            notices.close();
            Mounts.unmount(mounted.toString(), MountFlags.MNT_DETACH);
        }
    }

    private DirectoryNotices.Notice of(Path... directories) {
        List<DirectoryNotices.Opening> openings = new ArrayList<>();
        for (Path directory : directories) {
            openings.add(() -> Paths.openAbsolute(directory.toString(), OpenFlags.O_PATH | OpenFlags.O_DIRECTORY));
        }
        return notices.of(openings);
    }

    /** Others may mount something meanwhile, and that is told too. */
    private static void awaitQuiet(DirectoryNotices.Notice notice) throws LinuxException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (notice.changed()) {
            assertTrue(System.nanoTime() < end, "it never falls silent");
        }
    }

    @Test
    void nothingIsToldWhileNothingHappens() throws Exception {
        Files.writeString(temp.resolve("file"), "a");
        DirectoryNotices.Notice notice = of(temp);
        assertTrue(notice.changed(), "somebody has to look first");
        awaitQuiet(notice);
        Files.writeString(temp.resolve("file"), "b");
        awaitQuiet(notice);
    }

    @Test
    void eachChangeOfADirectoryIsToldOnceAndSoIsTheNext() throws Exception {
        DirectoryNotices.Notice notice = of(temp);
        notice.changed();
        List<Change> changes = List.of(() -> Files.createFile(temp.resolve("a")), () -> Files.move(temp.resolve("a"), temp.resolve("b")),
                () -> Files.createLink(temp.resolve("c"), temp.resolve("b")), () -> Files.delete(temp.resolve("b")), () -> Files.createDirectory(temp.resolve("d")),
                () -> Files.createSymbolicLink(temp.resolve("e"), Path.of("/")), () -> Files.move(temp.resolve("e"), temp.resolve("c"), StandardCopyOption.REPLACE_EXISTING));
        for (Change change : changes) {
            change.make();
            assertTrue(notice.changed());
            awaitQuiet(notice);
        }
    }

    @FunctionalInterface
    private interface Change {
        void make() throws Exception;
    }

    @Test
    void aDirectoryThatIsMovedAwayOrRemovedIsTold() throws Exception {
        Path directory = Files.createDirectory(temp.resolve("directory"));
        DirectoryNotices.Notice notice = of(directory);
        notice.changed();
        Files.move(directory, temp.resolve("elsewhere"));
        assertTrue(notice.changed());
        assertTrue(notice.changed(), "it cannot be watched: there is none of that name");
        Files.createDirectory(directory);
        assertTrue(notice.changed(), "it has not been watched until now");
        awaitQuiet(notice);
        Files.delete(directory);
        assertTrue(notice.changed());
    }

    @Test
    void everybodyIsToldOfADirectoryThatSeveralWatch() throws Exception {
        DirectoryNotices.Notice one = of(temp);
        DirectoryNotices.Notice other = of(temp, temp);
        one.changed();
        other.changed();
        Files.createFile(temp.resolve("a"));
        assertTrue(one.changed());
        Files.createFile(temp.resolve("b"));
        assertTrue(other.changed());
        assertTrue(one.changed(), "the second file came after it had looked");
        one.close();
        awaitQuiet(other);
        Files.createFile(temp.resolve("c"));
        assertTrue(other.changed(), "it is watched still");
    }

    @Test
    void aFileSystemThatChangesWithoutATraceIsNeverTakenToBeTheSame() throws Exception {
        DirectoryNotices.Notice notice = of(temp, Path.of("/proc"));
        for (int i = 0; i < 3; i++) {
            assertTrue(notice.changed());
            assertFalse(notice.tells());
        }
    }

    @Test
    void whatIsMountedInThePlaceOfADirectoryIsToldAndWatchedFromThenOn() throws Exception {
        Path directory = Files.createDirectory(temp.resolve("directory"));
        DirectoryNotices.Notice notice = of(directory);
        notice.changed();
        try (Fd place = Paths.openAbsolute(directory.toString(), OpenFlags.O_PATH | OpenFlags.O_DIRECTORY);
                Fd mount = Mounts.newFilesystem("tmpfs", "over", 0, Map.of())) {
            Mounts.moveMount(mount, place);
        }
        assertTrue(notice.changed());
        Files.createFile(directory.resolve("a"));
        assertTrue(notice.changed());
    }

    /** More than the kernel keeps for one who does not ask (inotify(7), max_queued_events). */
    @Test
    void nothingPilesUpWhileNobodyAsks() throws Exception {
        DirectoryNotices.Notice notice = of(temp);
        notice.changed();
        for (int i = 0; i < 20_000; i++) {
            Files.createFile(temp.resolve("f" + i));
        }
        assertTrue(notice.changed());
        awaitQuiet(notice);
    }
}
