package cordon.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The directory where the framework notes what it has installed: some hundred small files, which are used again as long as
 * the distribution is the same. It counts only when the framework that used it has stopped in order and no bundle of the
 * distribution was changed meanwhile: then it has a mark, which is taken away while it is in use. Otherwise it is moved aside,
 * and deleted when the daemon is ready: a disk that is slow to forget files would hold up the start.
 */
final class FrameworkStorage {
    private static final String NAME = "framework";
    private static final String MARK = "distribution";
    private static final String OLD = "framework.old-";

    private final Path run;
    private final Path place;
    private final String distribution;

    /**
     * @param run directory of the state root for what lives as long as a daemon
     * @param distribution what tells it from every other, see {@link Distribution#identity}
     */
    FrameworkStorage(Path run, String distribution) {
        this.run = run;
        this.place = run.resolve(NAME);
        this.distribution = distribution;
    }

    /** The place for the framework to use: as it was kept for this distribution, or not there, for the framework to make. */
    Path take() throws IOException {
        if (!taken() && Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(place, run.resolve(OLD + ProcessHandle.current().pid() + "-" + System.nanoTime()));
        }
        return place;
    }

    private boolean taken() throws IOException {
        Path mark = place.resolve(MARK);
        if (!Files.isRegularFile(mark, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        boolean same = Files.readString(mark).equals(distribution);
        Files.delete(mark);
        return same;
    }

    /** Marks the place as usable by the next start. The framework must have stopped. */
    void keep() throws IOException {
        Files.writeString(place.resolve(MARK), distribution, StandardOpenOption.CREATE_NEW);
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
