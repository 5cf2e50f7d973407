package cordon.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The directory where the framework notes what it has installed. Every start begins with an empty one, for the distribution
 * decides what is installed. The one of before is moved aside, and deleted when the daemon is ready: on a disk that is slow
 * to forget files, its hundreds of files took half of the time of a start.
 */
final class FrameworkStorage {
    private static final String NAME = "framework";
    private static final String OLD = "framework.old-";

    private final Path run;

    /** @param run directory of the state root for what lives as long as a daemon */
    FrameworkStorage(Path run) {
        this.run = run;
    }

    /** An empty place; the directory itself is made by the framework. */
    Path fresh() throws IOException {
        Path place = run.resolve(NAME);
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(place, run.resolve(OLD + ProcessHandle.current().pid() + "-" + System.nanoTime()));
        }
        return place;
    }

    /** Deletes those that were moved aside, on a thread that ends with the work or with the daemon. */
    void sweep() {
        Thread thread = new Thread(this::deleteOld, "sweep");
        thread.setDaemon(true);
        thread.start();
    }

    private void deleteOld() {
        try (DirectoryStream<Path> old = Files.newDirectoryStream(run, OLD + "*")) {
            for (Path directory : old) {
                delete(directory);
            }
        } catch (IOException e) {
            System.err.println("warning: cannot delete what an earlier framework noted: " + e.getMessage());
        }
    }

    /** Links are deleted, not followed. */
    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(left);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
