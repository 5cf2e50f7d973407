package cordon.testkit.scratch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A daemon of a distribution on a state root of its own, in a mount namespace where {@code /etc}, {@code /home}, {@code /dev} and their like are
 * copies: what is written there is gone with it. For one thread. Closing it ends the daemon and removes all that it made.
 */
public final class Scratch implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 300_000;
    private static final int PAUSE_MILLIS = 20;

    /** What follows shows copies in a private mount namespace; where the kernel makes none, the file "real" says so. */
    private static final String SCRIPT = """
            place=$1 daemon=$2 root=$3
            mount -t tmpfs -o mode=0755 none "$place/over" && cd "$place/over"
            mkdir dev-before && mount --rbind /dev dev-before
            for directory in etc home root media mnt srv opt var/log dev; do
              [ -d "/$directory" ] || continue
              mkdir -p "upper/$directory" "work/$directory"
              mount -t overlay -o "lowerdir=/$directory,upperdir=upper/$directory,workdir=work/$directory" none "/$directory" || { touch "$place/real"; break; }
            done
            if [ ! -e "$place/real" ]; then
              for directory in pts shm mqueue; do [ ! -d "dev-before/$directory" ] || mount --rbind "dev-before/$directory" "/dev/$directory"; done
              mount -t tmpfs -o mode=0755 none /run
            fi
            cd / && exec "$daemon" --root "$root"
            """;

    private final Path distribution;
    private final Path place;
    private final Process daemon;

    private Scratch(Path distribution, Path place, Process daemon) {
        this.distribution = distribution;
        this.place = place;
        this.daemon = daemon;
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param distribution the directory of a distribution: {@code bin/cordond} is in it
     * @throws ScratchException when it does not start; nothing is left
     */
    public static Scratch start(Path distribution) throws ScratchException {
        try {
            Path place = Files.createTempDirectory("cordon-scratch-");
            Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.createDirectory(place.resolve("over"));
            Files.createDirectory(place.resolve("root"));
            Process daemon = new ProcessBuilder("unshare", "--mount", "--propagation", "private", "sh", "-c", SCRIPT, "sh", place.toString(),
                    distribution.resolve("bin/cordond").toString(), place.resolve("root").toString())
                    .redirectErrorStream(true).redirectOutput(place.resolve("log").toFile()).start();
            Scratch scratch = new Scratch(distribution, place, daemon);
            scratch.awaitDaemon();
            return scratch;
        } catch (IOException e) {
            throw new ScratchException("cannot start a scratch instance: " + e.getMessage(), e);
        }
    }

    private void awaitDaemon() throws ScratchException {
        long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
        // The verb comes with another bundle than the core, a moment later.
        while (cordon("connections").status() != 0 || cordon("help", "deploy").status() != 0) {
            if (!daemon.isAlive() || System.nanoTime() > end) {
                String log = read(place.resolve("log"));
                close();
                throw new ScratchException("cannot start a scratch instance; it said: " + log.strip());
            }
            pause(PAUSE_MILLIS);
        }
    }

    static void pause(int millis) throws ScratchException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScratchException("interrupted", e);
        }
    }

    private static String read(Path file) throws ScratchException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ScratchException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Runs the client. */
    public Answer cordon(String... arguments) throws ScratchException {
        List<String> command = new ArrayList<>(List.of(distribution.resolve("bin/cordon").toString()));
        command.addAll(List.of(arguments));
        return Programs.run(Map.of("CORDON_ROOT", root().toString()), command);
    }

    /** The state root of the daemon. */
    public Path root() {
        return place.resolve("root");
    }

    /** The process of the daemon. */
    public long pid() {
        return daemon.pid();
    }

    /** Whether {@code /etc}, {@code /dev} and their like are copies, in which files can be made. */
    boolean copies() {
        return !Files.exists(place.resolve("real"));
    }

    /** A path of the instance, from outside. */
    Path inside(String path) {
        return Path.of("/proc", String.valueOf(daemon.pid()), "root").resolve(path.substring(1));
    }

    /** The program that tries actions. */
    Path probe() {
        return distribution.resolve("lib/cordon-probe");
    }

    /**
     * Puts an interface into force, and approves what it is held for: a scratch instance has no site whose ceiling would count.
     *
     * @param file {@code NAME.yaml}, or a jar
     * @throws ScratchException when it is refused
     */
    public void deploy(Path file) throws ScratchException {
        cordon("deploy", file.toString()).needed();
        List<String> held = cordon("interface", "--problems").needed().out().lines().filter(line -> line.contains(" is held: "))
                .map(line -> line.substring(0, line.indexOf(' '))).distinct().toList();
        for (String name : held) {
            cordon("interface", "approve", name).needed();
        }
    }

    /** Takes it away. @param file that was deployed */
    public void undeploy(Path file) throws ScratchException {
        cordon("undeploy", file.getFileName().toString()).needed();
    }

    /** A directory for a package, which is gone with the instance. */
    Path packageDirectory(String name) throws ScratchException {
        try {
            Path directory = place.resolve("packages").resolve(name);
            Files.createDirectories(directory.resolve("bin"));
            Files.createDirectories(directory.resolve("meta"));
            Files.copy(probe(), directory.resolve("bin/probe"), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            return directory;
        } catch (IOException e) {
            throw new ScratchException("cannot write a package: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws ScratchException {
        try {
            daemon.destroy();
            if (!daemon.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                daemon.destroyForcibly().waitFor();
            }
            Programs.run(Map.of(), List.of("rm", "-rf", "--one-file-system", place.toString())).needed();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ScratchException("interrupted while the daemon ended", e);
        }
    }
}
