package cordon.core.manage;

import cordon.core.registry.InstalledSnap;
import cordon.core.snapyaml.AppInfo;
import cordon.core.snapyaml.SnapInfo;
import cordon.linux.AtomicFile;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of {@code <root>/bin} by which commands are started as if they were ordinary programs: the kernel hands each to the client,
 * with root and command in the first line. Derived from what is installed. Called by one thread at a time.
 */
final class CommandFiles {
    private static final String DIRECTORY = "bin";
    private static final String OPTION = " --app=";
    /** execve(2) looks at no more of a first line. */
    private static final int LINE_MAX = 255;

    private final Path root;
    private final Optional<Path> client;
    private Map<String, String> made = Map.of();
    private List<SnapInfo> seen = List.of();

    /** @param client the program that the files name; empty when it is not known, and then none are made */
    CommandFiles(Path root, Optional<Path> client) {
        this.root = root;
        this.client = client;
    }

    /**
     * Makes the files that are missing or different, and removes those of commands that are gone. Files on disk are looked at when other
     * commands are installed than the last time. Returns a line for each problem.
     */
    List<String> update(Collection<InstalledSnap> snaps) {
        if (client.isEmpty()) {
            return List.of();
        }
        List<SnapInfo> infos = snaps.stream().map(InstalledSnap::info).toList();
        if (infos.equals(seen)) {
            return List.of(); // Most changes are of connections.
        }
        seen = List.of();
        List<String> problems = new ArrayList<>();
        Map<String, String> wanted = new TreeMap<>();
        for (InstalledSnap snap : snaps) {
            for (AppInfo app : snap.info().apps().values().stream().filter(one -> !one.isDaemon()).toList()) {
                String name = Commands.name(snap.name(), app.name());
                String line = "#!" + client.get() + OPTION + root + ":" + name + "\n";
                if (line.length() <= LINE_MAX && line.indexOf(' ') == line.lastIndexOf(' ')) {
                    wanted.put(name, line);
                } else {
                    problems.add("no file " + root.resolve(DIRECTORY).resolve(name) + " is made: its first line would be too long, or a path has a blank");
                }
            }
        }
        if (wanted.equals(made)) {
            return problems;
        }
        Map<String, String> all = Map.copyOf(wanted);
        try (Fd state = Paths.openAbsolute(root.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY);
                Fd directory = Paths.ensureDirectory(state, DIRECTORY, 0755)) {
            for (String name : Paths.list(directory)) {
                String present = read(directory, name);
                if (present.equals(wanted.get(name))) {
                    wanted.remove(name);
                } else if (!wanted.containsKey(name) && present.startsWith("#!") && present.contains(OPTION + root + ":")) {
                    Paths.unlink(directory, name, false);
                }
            }
            for (Map.Entry<String, String> file : wanted.entrySet()) {
                AtomicFile.write(directory, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8), 0755);
            }
            made = all;
            seen = problems.isEmpty() ? infos : List.of();
        } catch (LinuxException e) {
            problems.add("the files in " + root.resolve(DIRECTORY) + " are not up to date: " + e.getMessage());
        }
        return problems;
    }

    /** The content; empty for what is too large to be ours, or no regular file. */
    private static String read(Fd directory, String name) throws LinuxException {
        try {
            return new String(AtomicFile.read(directory, name, LINE_MAX), StandardCharsets.UTF_8);
        } catch (LinuxException e) {
            if (e.errno() == Errno.EFBIG || e.errno() == Errno.EINVAL || e.errno() == Errno.ELOOP) {
                return "";
            }
            throw e;
        }
    }
}
