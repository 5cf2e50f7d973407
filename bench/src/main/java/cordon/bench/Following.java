package cordon.bench;

import cordon.core.Cordon;
import cordon.core.InstallOptions;
import cordon.core.Progress;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How soon somebody who follows is shown a denial, with its advice: from the start of the client that runs the program, so that the launch and the program's way
 * to what it is refused are counted too. What is alike is shown once in a while only: each round has a follower of its own.
 */
final class Following {
    private static final int MOST_ROUNDS = 20;
    private static final int LONGEST_SECONDS = 10;
    private static final double MOST_MILLIS = 1000;
    private static final String SNAP = "followed";

    private final Cordon cordon;
    private final String client;

    Following(Cordon cordon, Path client) {
        this.cordon = cordon;
        this.client = client.toString();
    }

    void measure(Order order, Goals goals) throws Exception {
        prepare();
        Map<String, String> programs = new LinkedHashMap<>();
        programs.put("system call", "exec perl -e 'socket(S, 2, 1, 0)'");
        programs.put("file (Landlock)", ": </etc/shadow");
        programs.put("device", ": >/dev/kmsg");
        for (Map.Entry<String, String> program : programs.entrySet()) {
            double[] millis = new double[Math.min(order.rounds(), MOST_ROUNDS)];
            boolean shown = true;
            for (int i = 0; i < millis.length && shown; i++) {
                Optional<Double> one = once(program.getValue());
                shown = one.isPresent();
                millis[i] = one.orElse(0.0);
            }
            Arrays.sort(millis);
            if (shown) {
                goals.add("a refused " + program.getKey() + ", until shown by scanlog --follow, ms", millis[millis.length / 2], MOST_MILLIS);
                goals.add("the same, the slowest of " + millis.length, millis[millis.length - 1], MOST_MILLIS);
            } else {
                System.out.println("a refused " + program.getKey() + " is not told by this kernel");
            }
        }
    }

    /** A command that may read the log of the kernel, so that the node is in its view, and not write to it. */
    private void prepare() throws Exception {
        Path source = cordon.root().resolve("bench-followed");
        Files.createDirectories(source.resolve("meta"));
        Path program = Files.createDirectories(source.resolve("bin")).resolve("sh");
        Files.writeString(program, "#!/bin/sh\nexec /bin/sh \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(source.resolve("meta/snap.yaml"), "name: " + SNAP + "\nversion: '1'\nsummary: s\nplugs: {bench-look: null}\napps:\n  sh: {command: bin/sh}\n");
        Path description = Files.writeString(cordon.root().resolve("bench-look.yaml"),
                "interface: bench-look\nsummary: for measuring\nslot: {offered-by: [system], auto-connect: true}\nconnected-plug:\n  - device: char /dev/kmsg r\n");
        begin("deploy", description.toString()).waitFor();
        cordon.install(source, InstallOptions.STRICT, Progress.SILENT);
    }

    /** The milliseconds of one round; empty when nothing is shown. */
    private Optional<Double> once(String script) throws IOException, InterruptedException {
        Process follower = begin("scanlog", "--follow", SNAP);
        try (BufferedReader lines = follower.inputReader(StandardCharsets.UTF_8)) {
            await(lines, "following");
            long start = System.nanoTime();
            begin("run", SNAP + ".sh", "-c", script);
            return await(lines, " refused ") ? Optional.of((System.nanoTime() - start) / 1e6) : Optional.empty();
        } finally {
            follower.destroy();
            follower.waitFor();
        }
    }

    private static boolean await(BufferedReader lines, String text) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
        while (System.nanoTime() < end) {
            if (lines.ready() && lines.readLine().contains(text)) {
                return true;
            }
            Thread.sleep(0, 200_000);
        }
        return false;
    }

    private Process begin(String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = client;
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(new File("/dev/null"));
        builder.environment().put("CORDON_ROOT", cordon.root().toString());
        return arguments[0].equals("scanlog") ? builder.redirectErrorStream(true).start()
                : builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }
}
