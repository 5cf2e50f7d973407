package cordon.core.profiles;

import cordon.api.backend.Backend;
import cordon.api.policy.AppPolicy;
import cordon.core.registry.Foreign;
import cordon.core.registry.Provider;
import cordon.linux.AtomicFile;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the profiles on disk were made of, a file a snap: {@code <root>/made/SNAP} has a line for each backend, with what its compiler was, and one
 * for each command, with the hash of its policy. By that a start knows which profiles need not be looked at before they are needed. It says
 * nothing of their text, which is compared whenever a profile is loaded. What is not there is made anew. Called by one thread at a time.
 */
final class MadeOf {
    private static final String DIRECTORY = "made";
    private static final int LIMIT = 16 << 20;

    private final Path root;

    /** @param root the directory of all state */
    MadeOf(Path root) {
        this.root = root;
    }

    /** Of a compiler and a command, for comparing; a backend of which it is not known what it compiles with has no line. */
    static Optional<String> line(Provider<Backend> backend) {
        try {
            String basis = Foreign.call(() -> backend.service().basis());
            return backend.code().isEmpty() ? Optional.empty()
                    : Optional.of("backend " + backend.name() + " " + ProfileText.sha256(backend.code() + "\n" + basis));
        } catch (Foreign.Failure e) {
            return Optional.empty(); // It says so itself when a profile is compiled.
        }
    }

    static String line(AppPolicy policy) {
        return "policy " + policy.label().text() + " " + policy.hash();
    }

    /** The lines of all snaps, by snap. Of what cannot be read nothing is known. */
    Map<String, Set<String>> read() throws LinuxException {
        Map<String, Set<String>> all = new HashMap<>();
        try (Fd directory = open()) {
            for (String name : Paths.list(directory)) {
                all.put(name, new String(AtomicFile.read(directory, name, LIMIT), StandardCharsets.UTF_8).lines().collect(Collectors.toSet()));
            }
        }
        return all;
    }

    /** Takes down what the profiles of some snaps are made of, those of them that are in force. */
    void write(Set<String> snaps, ProfileSet inForce, List<Provider<Backend>> backends, Collection<AppPolicy> policies) throws LinuxException {
        Map<String, List<String>> lines = new TreeMap<>();
        for (AppPolicy policy : policies) {
            if (snaps.contains(policy.label().snap())
                    && backends.stream().allMatch(backend -> inForce.policyHash(backend, policy.label()).filter(policy.hash()::equals).isPresent())) {
                lines.computeIfAbsent(policy.label().snap(), snap -> new ArrayList<>()).add(line(policy));
            }
        }
        List<String> compilers = backends.stream().map(MadeOf::line).flatMap(Optional::stream).toList();
        try (Fd directory = open()) {
            for (String snap : new TreeSet<>(snaps)) {
                if (lines.containsKey(snap)) {
                    String text = String.join("\n", compilers) + "\n" + String.join("\n", lines.get(snap)) + "\n";
                    AtomicFile.replace(directory, snap, text.getBytes(StandardCharsets.UTF_8), 0644);
                } else {
                    Paths.unlinkIfThere(directory, snap);
                }
            }
        }
    }

    private Fd open() throws LinuxException {
        try (Fd state = Paths.openAbsolute(root.toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            return Paths.ensureDirectory(state, DIRECTORY, 0755);
        }
    }
}
