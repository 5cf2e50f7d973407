package cordon.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What {@code dist/} holds.
 *
 * @param home its directory, absolute: {@code bundle/LEVEL/*.jar}, {@code conf/framework.properties}, {@code lib/}, {@code bin/}
 */
record Distribution(Path home) {
    /** The level whose bundles are installed for their packages, and not started. */
    static final int NOT_STARTED = 0;

    /** The jars by start level, lowest first; within a level by name. */
    SortedMap<Integer, List<Path>> bundles() throws IOException {
        SortedMap<Integer, List<Path>> found = new TreeMap<>();
        for (Path level : entries(home.resolve("bundle"))) {
            found.put(Integer.valueOf(level.getFileName().toString()),
                    entries(level).stream().filter(file -> file.toString().endsWith(".jar")).toList());
        }
        return found;
    }

    /**
     * A text that differs when a bundle was added, taken away or replaced. A bundle is known by its file's inode, size and
     * ctime, which nobody can set.
     *
     * @param bundles as {@link #bundles} gives them
     */
    static String identity(SortedMap<Integer, List<Path>> bundles) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<Integer, List<Path>> level : bundles.entrySet()) {
            for (Path jar : level.getValue()) {
                Map<String, Object> file = Files.readAttributes(jar, "unix:ino,size,ctime");
                text.append(level.getKey()).append(' ').append(jar).append(' ').append(file.get("ino")).append(' ').append(file.get("size"))
                        .append(' ').append(((FileTime) file.get("ctime")).to(TimeUnit.NANOSECONDS)).append('\n');
            }
        }
        return text.toString();
    }

    /** The framework's properties for one state root. {@code conf/framework.properties} has the rest. */
    Map<String, String> properties(Path root, Path storage) throws IOException {
        Properties file = new Properties();
        try (InputStream in = Files.newInputStream(home.resolve("conf/framework.properties"))) {
            file.load(in);
        }
        Map<String, String> all = new HashMap<>();
        file.stringPropertyNames().forEach(name -> all.put(name, file.getProperty(name)));
        all.put("org.osgi.framework.storage", storage.toString());
        all.put("gosh.home", home.resolve("conf").toString());
        all.put("cordon.root", root.toString());
        all.put("cordon.bundles", home.resolve("bundle").toString());
        all.put("cordon.exec", home.resolve("lib/cordon-exec").toString());
        all.put("cordon.client", home.resolve("bin/cordon").toString());
        return all;
    }

    private static List<Path> entries(Path directory) throws IOException {
        String[] names = directory.toFile().list();
        if (names == null) {
            throw new IOException("cannot read the directory " + directory);
        }
        return Stream.of(names).sorted().map(directory::resolve).toList();
    }
}
