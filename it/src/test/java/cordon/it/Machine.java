package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Assume;
import org.junit.rules.ExternalResource;

/** The machine with AppArmor ({@code it/machine/run}): it is started once, does all its checks, and is gone. Each check is a line of what it printed. */
final class Machine extends ExternalResource {
    private static final Path SCRIPTS = Distribution.HOME.resolveSibling("it/machine");
    /** The script's status when this machine cannot start it. */
    private static final int CANNOT = 77;

    private Path out;
    private List<String> lines;

    @Override
    protected void before() throws IOException, InterruptedException {
        out = Files.createTempDirectory("cordon-machine-");
        snap("one", ", plugs: [network, process-control, taught]");
        snap("two", ", plugs: [network-control]");
        Path printed = out.resolve("printed");
        Process process = new ProcessBuilder(SCRIPTS.resolve("run").toString(), out.toString(), SCRIPTS.resolve("apparmor").toString(), Distribution.HOME.toString())
                .redirectErrorStream(true).redirectOutput(printed.toFile()).start();
        int status = process.waitFor();
        lines = Files.readAllLines(printed, StandardCharsets.UTF_8);
        Assume.assumeTrue(String.join("\n", lines), status != CANNOT);
        if (status != 0 || !lines.contains("end")) {
            fail("the machine ended early, with status " + status + ":\n" + String.join("\n", lines));
        }
    }

    private void snap(String name, String more) {
        SnapSource.in(out, name).yaml("name: " + name + "\nversion: '1'\nsummary: s\napps: {sh: {command: bin/sh" + more + "}}\n").script("bin/sh", "exec sh \"$@\"\n");
    }

    /** The check of that name came out well; one that the machine cannot make is passed over. */
    void holds(String check) {
        lines.stream().filter(line -> line.startsWith("absent " + check + ":")).forEach(line -> Assume.assumeTrue(line, false));
        List<String> said = lines.stream().filter(line -> line.startsWith("ok " + check + " ") || line.startsWith("failed " + check + " ")).toList();
        assertEquals("of " + check + " was said " + said + " in\n" + String.join("\n", lines), 1, said.size());
        if (!said.get(0).startsWith("ok ")) {
            fail(said.get(0));
        }
    }

    @Override
    protected void after() {
        try (Stream<Path> files = Files.walk(out)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
