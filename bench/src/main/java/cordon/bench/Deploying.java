package cordon.bench;

import cordon.core.Cordon;
import cordon.core.CordonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** An interface that one command is connected to, put into the running system anew each time. */
final class Deploying {
    private static final int LONGEST_MILLIS = 5_000;

    private final Cordon cordon;
    private final Launches launches;
    private final Path text;
    private int versions;

    Deploying(Cordon cordon, Launches launches) {
        this.cordon = cordon;
        this.launches = launches;
        this.text = cordon.root().resolve("bench-deployed.yaml");
    }

    private String next() throws IOException {
        String path = "/etc/bench-" + ++versions;
        Files.writeString(text, "interface: bench-deployed\nsummary: for measuring\nslot: {offered-by: [system], auto-connect: true}\nconnected-plug:\n  - file: "
                + path + " r\n");
        return path;
    }

    /** A file is renamed into the folder. */
    void byRename() throws Exception {
        String path = next();
        Files.move(text, cordon.root().resolve("deploy/bench-deployed.yaml"), StandardCopyOption.ATOMIC_MOVE);
        inForce(path);
    }

    /** The verb, the client included. */
    void byVerb() throws Exception {
        String path = next();
        launches.throughClient("deploy", text.toString());
        inForce(path);
    }

    /** Takes it away again. */
    void end() throws Exception {
        launches.throughClient("undeploy", "bench-deployed");
        Files.deleteIfExists(text);
    }

    private void inForce(String path) throws InterruptedException, CordonException {
        for (int i = 0; cordon.policy("bench.other").entries().stream().noneMatch(entry -> entry.rule().render().contains(path + " ")); i++) {
            if (i > LONGEST_MILLIS) {
                throw new CordonException(CordonException.Kind.SYSTEM, path + " is not in force in time");
            }
            Thread.sleep(1);
        }
    }
}
