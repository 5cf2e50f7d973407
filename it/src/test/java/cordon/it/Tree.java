package cordon.it;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What lies in a directory that a daemon works in: what it takes away while somebody looks is not there. */
final class Tree {
    private Tree() {
    }

    /** All files and directories, with the first. @param without directories that are passed over, with what is in them */
    static List<Path> of(Path directory, Path... without) throws IOException {
        Set<Path> passedOver = Set.of(without);
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path one, BasicFileAttributes attributes) {
                if (passedOver.contains(one)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                found.add(one);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path one, BasicFileAttributes attributes) {
                found.add(one);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path one, IOException why) throws IOException {
                if (why instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw why;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path one, IOException why) throws IOException {
                return why == null ? FileVisitResult.CONTINUE : visitFileFailed(one, why);
            }
        });
        return found;
    }
}
