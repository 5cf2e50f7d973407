package cordon.bench;

import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.InstallOptions;
import cordon.core.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions to the policy model where many snaps are installed, the client included. */
final class Questions {
    private static final int SNAPS = 200;
    private static final int MOST_ROUNDS = 40;
    private static final double MOST_MILLIS = 50;

    private final Cordon cordon;
    private final Launches launches;

    Questions(Cordon cordon, Launches launches) {
        this.cordon = cordon;
        this.launches = launches;
    }

    void measure(Order order, Goals goals) throws Exception {
        Path source = fill();
        Path log = Files.writeString(cordon.root().resolve("bench.log"), "type=AVC msg=audit(1.0:1): apparmor=\"DENIED\" operation=\"open\" profile=\"snap.bench.true\" name=\"/etc/shadow\" "
                + "pid=9 comm=\"x\" requested_mask=\"r\" denied_mask=\"r\" fsuid=1 ouid=0\n");
        Path description = Files.writeString(cordon.root().resolve("bench-asked.yaml"),
                "interface: bench-asked\nsummary: for measuring\nslot: {offered-by: [system], auto-connect: true}\nconnected-plug:\n  - file: /etc/bench r\n");
        Map<String, Samples.Action> questions = new LinkedHashMap<>();
        questions.put("explain", () -> launches.throughClient("explain", "bench.true"));
        questions.put("explain --exposure", () -> launches.throughClient("explain", "--exposure", "bench.true"));
        questions.put("why, of what is allowed", () -> launches.throughClient("why", "bench.true", "open", "/etc/hosts", "r"));
        questions.put("why, of what is refused", () -> launches.throughClient("why", "bench.true", "open", "/etc/shadow", "r"));
        questions.put("diff", () -> launches.throughClient("diff", "bench.true", "bench.other"));
        questions.put("disconnect --dry-run", () -> launches.throughClient("disconnect", "--dry-run", "many100:network"));
        questions.put("connect --dry-run", () -> launches.throughClient("connect", "--dry-run", "many101:home"));
        questions.put("install --dry-run", () -> launches.throughClient("install", "--dry-run", source.toString()));
        questions.put("deploy --dry-run", () -> launches.throughClient("deploy", "--dry-run", description.toString()));
        questions.put("scanlog of a denial", () -> launches.throughClient("scanlog", "--from", log.toString()));
        Samples.inTurns(List.copyOf(questions.values()), MOST_ROUNDS / 4, 0);
        List<Samples> samples = Samples.inTurns(List.copyOf(questions.values()), Math.min(order.rounds(), MOST_ROUNDS), 0);
        int i = 0;
        for (String name : questions.keySet()) {
            goals.add("cordon " + name + ", " + SNAPS + " snaps, ms", samples.get(i++).medianMillis(), MOST_MILLIS);
        }
    }

    /** Installs as many as are missing. Returns the package that was installed last. */
    private Path fill() throws CordonException, IOException {
        Path source = Files.createDirectories(cordon.root().resolve("bench-snap"));
        Path yaml = Files.createDirectories(source.resolve("meta")).resolve("snap.yaml");
        Path program = Files.createDirectories(source.resolve("bin")).resolve("true");
        Files.copy(Path.of("/bin/true"), program);
        for (int n = cordon.snaps().size(); n < SNAPS; n++) {
            Files.writeString(yaml, "name: many" + n + "\nversion: '1'\nsummary: s\nplugs: {network: , network-bind: , home: }\napps:\n"
                    + "  one: {command: bin/true, plugs: [network, home]}\n  two: {command: bin/true, plugs: [network-bind]}\n");
            cordon.install(source, InstallOptions.STRICT, Progress.SILENT);
        }
        cordon.disconnect("many101:home", Optional.empty());
        return source;
    }
}
