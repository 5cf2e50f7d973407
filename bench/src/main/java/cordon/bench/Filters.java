package cordon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The filters as they lie beside their profiles. One that is compiled is written to a new file: those that have another inode than
 * before were compiled meanwhile.
 *
 * @param inodes by file
 */
record Filters(Map<Path, Object> inodes) {

    static Filters now(Path profiles) throws IOException {
        Map<Path, Object> inodes = new HashMap<>();
        try (Stream<Path> files = Files.list(profiles)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".bin")).toList()) {
                inodes.put(file, Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS));
            }
        }
        return new Filters(inodes);
    }

    int compiledSince(Filters before) {
        return (int) inodes.entrySet().stream().filter(file -> !file.getValue().equals(before.inodes.get(file.getKey()))).count();
    }
}
