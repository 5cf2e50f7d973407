package cordon.backend.apparmor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The running kernel's AppArmor, through its file system (securityfs, {@code security/apparmor/apparmorfs.c} of Linux). What it
 * mediates is found out once; what is loaded is asked each time. Thread-safe.
 *
 * @param directory  of AppArmor's files
 * @param missing    why profiles cannot be enforced here; empty when they can
 * @param mediations what it mediates besides files and capabilities
 */
record Kernel(Path directory, Optional<String> missing, Set<Mediation> mediations) {
    private static final Path DIRECTORY = Path.of("/sys/kernel/security/apparmor");
    private static final Path MODULE = Path.of("/sys/module/apparmor/parameters/enabled");

    /** What not every kernel mediates, by the files that show it below {@code features}: one of them is enough. */
    enum Mediation {
        /** Sockets by address family and type (Linux 4.17). */ NETWORK("sockets are", "network_v8/af_mask", "network_v9/af_mask"),
        /** Unix sockets by peer and address (Ubuntu; Linux 6.17). */ UNIX("peers of Unix sockets are", "network/af_unix", "network_v9/af_unix"),
        /** D-Bus, by the bus itself. */ DBUS("D-Bus is", "dbus/mask"),
        /** Signals (Linux 4.14). */ SIGNAL("signals are", "signal/mask"),
        /** ptrace(2) by peer (Linux 4.14). */ PTRACE("ptrace(2) is", "ptrace/mask"),
        /** Mounts (Linux 4.14). */ MOUNT("mounts are", "mount/mask"),
        /** Making user namespaces (Linux 6.7). */ USER_NAMESPACES("making user namespaces is", "namespaces/mask");

        private final String text;
        private final List<String> features;

        Mediation(String text, String... features) {
            this.text = text;
            this.features = List.of(features);
        }

        /** Ends in a verb: {@code signals are}. */
        String text() {
            return text;
        }
    }

    Kernel {
        mediations = Set.copyOf(mediations);
    }

    /** The one that runs. */
    static Kernel running() {
        return at(DIRECTORY, MODULE);
    }

    static Kernel at(Path directory, Path module) {
        Set<Mediation> mediations = new HashSet<>();
        for (Mediation one : Mediation.values()) {
            if (one.features.stream().anyMatch(feature -> Files.exists(directory.resolve("features").resolve(feature)))) {
                mediations.add(one);
            }
        }
        return new Kernel(directory, missing(directory, module), mediations);
    }

    private static Optional<String> missing(Path directory, Path module) {
        if (!Files.exists(module)) {
            return Optional.of("this kernel has no AppArmor");
        } else if (!Files.isDirectory(directory.resolve("features"))) {
            return Optional.of("AppArmor is off, or " + directory + " is not there; boot with apparmor=1 and mount securityfs on /sys/kernel/security");
        } else if (!Files.isWritable(directory.resolve(".replace"))) {
            return Optional.of("only root can load AppArmor profiles");
        }
        return Optional.empty();
    }

    boolean enforces() {
        return missing.isEmpty();
    }

    boolean mediates(Mediation mediation) {
        return mediations.contains(mediation);
    }

    /** What the parser compiles for: a directory that lists what this kernel mediates. */
    Path features() {
        return directory.resolve("features");
    }

    /** Names of the profiles that are loaded. A line reads {@code NAME (MODE)}. */
    Set<String> loaded() throws IOException {
        Set<String> names = new HashSet<>();
        for (String line : Files.readAllLines(directory.resolve("profiles"))) {
            int mode = line.lastIndexOf(" (");
            names.add(mode < 0 ? line : line.substring(0, mode));
        }
        return names;
    }

    /** Takes a profile out of the kernel. Processes that run under it are unconfined from then on. */
    void remove(String name) throws IOException {
        Files.write(directory.resolve(".remove"), name.getBytes(StandardCharsets.US_ASCII), StandardOpenOption.WRITE);
    }

    /** Names of the profiles that processes run under. */
    Set<String> used() throws IOException {
        Set<String> names = new HashSet<>();
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (Path process : (Iterable<Path>) processes.filter(one -> Character.isDigit(one.getFileName().toString().charAt(0)))::iterator) {
                profile(process).ifPresent(names::add);
            }
        }
        return names;
    }

    private static Optional<String> profile(Path process) throws IOException {
        try {
            return Files.readAllLines(process.resolve("attr/apparmor/current")).stream().findFirst().map(line -> line.replaceFirst(" \\([a-z]+\\)$", ""));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // it has ended
        } catch (IOException e) {
            if (Files.exists(process)) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
