package cordon.backend.kmod;

import cordon.linux.Self;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The running kernel's modules. What can be loaded is found out once; what is loaded is looked up each time. Thread-safe.
 *
 * @param missing why this process cannot load any; empty when it can
 * @param loaded  the directory that has one for each module that is loaded, and for most that are built in
 * @param builtIn names of modules that are part of the kernel
 */
record Kernel(Optional<String> missing, Path loaded, Set<String> builtIn) {
    private static final int CAP_SYS_MODULE = 16;
    /** The map of a process that is in no user namespace but the first: all ids, onto themselves (user_namespaces(7)). */
    private static final String ALL_IDS = "0 0 4294967295";

    Kernel {
        builtIn = Set.copyOf(builtIn);
    }

    /** The one that runs. */
    static Kernel running() {
        try {
            boolean capable = (Self.effectiveCapabilities() >> CAP_SYS_MODULE & 1) != 0;
            return at(Path.of("/proc"), Path.of("/sys/module"), Path.of("/lib/modules", Self.kernelRelease()), capable);
        } catch (IOException e) {
            return new Kernel(Optional.of("what this kernel can load is not known: " + e.getMessage()), Path.of("/sys/module"), Set.of());
        }
    }

    /**
     * A kernel as these directories show it.
     *
     * @param files   of the modules
     * @param capable whether this process has CAP_SYS_MODULE, perhaps of its user namespace alone
     */
    static Kernel at(Path proc, Path loaded, Path files, boolean capable) throws IOException {
        return new Kernel(missing(proc, capable), loaded, builtIn(files.resolve("modules.builtin")));
    }

    private static Optional<String> missing(Path proc, boolean capable) throws IOException {
        if (!capable) {
            return Optional.of("only root can load kernel modules, and in a container not even that (CAP_SYS_MODULE)");
        } else if (!text(proc.resolve("self/uid_map")).strip().replaceAll("\\s+", " ").equals(ALL_IDS)) {
            return Optional.of("in a user namespace nobody can load kernel modules");
        } else if (!Files.exists(proc.resolve("modules"))) {
            return Optional.of("this kernel was built without modules");
        } else if (text(proc.resolve("sys/kernel/modules_disabled")).strip().equals("1")) {
            return Optional.of("kernel.modules_disabled is set: until the next start of the machine no module can be loaded");
        }
        return Optional.empty();
    }

    private static Set<String> builtIn(Path list) throws IOException {
        try (Stream<String> lines = text(list).lines()) {
            return lines.map(line -> name(line.substring(line.lastIndexOf('/') + 1).replaceFirst("\\.ko$", ""))).collect(Collectors.toSet());
        }
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        }
    }

    /** The kernel makes no difference between the two, and writes the one. */
    private static String name(String module) {
        return module.replace('-', '_');
    }

    /** Whether a module is there already. */
    boolean has(String module) {
        return builtIn.contains(name(module)) || Files.exists(loaded.resolve(name(module)));
    }
}
