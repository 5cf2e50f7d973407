package cordon.testkit.scratch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a daemon holds: to compare before and after.
 *
 * @param held files with their content, and counts, by name
 */
public record Footprint(Map<String, String> held) {
    private static final List<String> COUNTS = List.of("fd", "task", "mounts");
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int PAUSE_MILLIS = 50;

    /** Copies the map. */
    public Footprint {
        held = Map.copyOf(held);
    }

    /** Every backend's profiles, to the byte. */
    public static Footprint ofProfiles(Scratch scratch) throws ScratchException {
        Map<String, String> held = new TreeMap<>();
        files(scratch.root(), held, "/profiles/");
        return new Footprint(held);
    }

    /** All files of the state root but those of the time that the daemon runs, and its descriptors, threads and mounts. */
    public static Footprint of(Scratch scratch) throws ScratchException {
        Map<String, String> held = new TreeMap<>();
        files(scratch.root(), held, "/");
        Path process = Path.of("/proc", String.valueOf(scratch.pid()));
        held.put("fd", String.valueOf(count(process.resolve("fd"))));
        held.put("task", String.valueOf(count(process.resolve("task"))));
        try {
            held.put("mounts", String.valueOf(Files.readAllLines(process.resolve("mountinfo")).size()));
        } catch (IOException e) {
            throw new ScratchException("cannot count mounts: " + e.getMessage(), e);
        }
        return new Footprint(held);
    }

    /** What is more than before, and stays so for some seconds: threads that have nothing to do take a moment to end. */
    public static List<String> leftOver(Scratch scratch, Footprint before) throws ScratchException {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        List<String> more = of(scratch).beyond(before);
        while (!more.isEmpty() && System.nanoTime() < end) {
            Scratch.pause(PAUSE_MILLIS);
            more = of(scratch).beyond(before);
        }
        return more;
    }

    /** Files that are new or other ones, and counts that are higher. */
    private List<String> beyond(Footprint before) {
        List<String> more = new ArrayList<>();
        held.forEach((name, value) -> {
            String was = before.held().getOrDefault(name, "");
            boolean counted = COUNTS.contains(name);
            if (counted ? Integer.parseInt(value) > Integer.parseInt(was) : !value.equals(was)) {
                more.add(name + (counted ? ": " + value + ", was " + was : ""));
            }
        });
        return more;
    }

    private static long count(Path directory) throws ScratchException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        } catch (IOException e) {
            throw new ScratchException("cannot count " + directory + ": " + e.getMessage(), e);
        }
    }

    /** What the daemon takes away while it is looked for is not held any more. */
    private static void files(Path root, Map<String, String> held, String below) throws ScratchException {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return directory.equals(root.resolve("run")) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (!attributes.isRegularFile() || !file.toString().contains(below)) {
                        return FileVisitResult.CONTINUE;
                    }
                    try {
                        held.put(root.relativize(file).toString(), Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
                        return FileVisitResult.CONTINUE;
                    } catch (NoSuchFileException e) {
                        return visitFileFailed(file, e);
                    }
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
                    if (why instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw why;
                }
            });
        } catch (IOException e) {
            throw new ScratchException("cannot read the files of " + root + ": " + e.getMessage(), e);
        }
    }
}
