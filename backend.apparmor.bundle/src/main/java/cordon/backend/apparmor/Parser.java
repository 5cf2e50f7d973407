package cordon.backend.apparmor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code apparmor_parser} (apparmor_parser(8)), which compiles texts and loads what it compiled. Nothing of the host's configuration steers it: not
 * its file of options, which may pin what the kernel mediates to that of an older one, nor its directories. Stateless; thread-safe.
 *
 * @param program where it is
 * @param build   differs from that of every other one that was ever installed there
 */
record Parser(Path program, String build) {
    private static final List<Path> PLACES = List.of(Path.of("/usr/sbin/apparmor_parser"), Path.of("/sbin/apparmor_parser"));
    private static final int LONGEST_SECONDS = 300;
    private static final int LONGEST_OUTPUT = 1 << 16;

    /**
     * How a call ended.
     *
     * @param succeeded for all profiles
     * @param output    what it printed
     */
    record Outcome(boolean succeeded, String output) {
    }

    /** The parser of this machine. It is not run, which would hold up a start; its file is known by inode, size and ctime, which nobody can set. */
    static Optional<Parser> installed() {
        for (Path place : PLACES) {
            if (Files.isExecutable(place)) {
                try {
                    Map<String, Object> file = Files.readAttributes(place, "unix:ino,size,ctime");
                    return Optional.of(new Parser(place, file.get("ino") + " " + file.get("size") + " " + file.get("ctime")));
                } catch (IOException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** Rules for user namespaces came with version 4. One that does not run has none; the first profile will say so. */
    boolean knowsUserNamespaces() {
        try {
            Matcher number = Pattern.compile("version (\\d+)\\.").matcher(run(List.of(program.toString(), "--version")).output());
            return number.find() && Integer.parseInt(number.group(1)) >= 4;
        } catch (IOException e) {
            return false;
        }
    }

    /** Compiles the texts into the cache, and loads nothing. What is in the cache and not older than its text is not compiled again. */
    Outcome compile(Workspace workspace, List<Path> texts) throws IOException {
        return call(workspace, List.of("--skip-kernel-load", "--write-cache", "--cache-loc=" + workspace.cache()), texts);
    }

    /** Compiles a text and keeps nothing. */
    Outcome check(Workspace workspace, Path text) throws IOException {
        return call(workspace, List.of("--skip-kernel-load", "--skip-cache"), List.of(text));
    }

    /** Loads what was compiled; processes that run under a profile of that name are under the new one. */
    Outcome load(Workspace workspace, List<Path> texts) throws IOException {
        return call(workspace, List.of("--replace", "--write-cache", "--cache-loc=" + workspace.cache()), texts);
    }

    /** Compiles and loads a text, and keeps nothing. */
    Outcome loadOnce(Workspace workspace, Path text) throws IOException {
        return call(workspace, List.of("--replace", "--skip-cache"), List.of(text));
    }

    private Outcome call(Workspace workspace, List<String> options, List<Path> texts) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--config-file=" + workspace.options(), "--base=" + workspace.directory(),
                "--kernel-features=" + workspace.features(), "--policy-features=" + workspace.features(), "--quiet",
                "--jobs=" + Math.max(1, Runtime.getRuntime().availableProcessors() - 1), "--Optimize=no-expr-simplify"));
        command.addAll(options);
        texts.forEach(text -> command.add(text.toString()));
        return run(command);
    }

    private static Outcome run(List<String> command) throws IOException {
        Path output = Files.createTempFile("cordon-apparmor-", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile());
            builder.environment().clear();
            builder.environment().put("LC_ALL", "C");
            int status = await(builder.start(), command.get(0));
            try (InputStream in = Files.newInputStream(output)) {
                return new Outcome(status == 0, new String(in.readNBytes(LONGEST_OUTPUT), StandardCharsets.UTF_8));
            }
        } finally {
            Files.delete(output);
        }
    }

    private static int await(Process process, String program) throws IOException {
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(program + " does not end within " + LONGEST_SECONDS + " seconds");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(program + " was interrupted", e);
        } finally {
            try (Stream<ProcessHandle> descendants = process.descendants()) {
                descendants.forEach(ProcessHandle::destroyForcibly);
            }
            process.destroyForcibly();
        }
    }
}
