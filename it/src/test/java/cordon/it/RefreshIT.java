package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.ClassRule;
import org.junit.Test;
import org.osgi.framework.BundleActivator;

/** The contract and the core are refreshed while a program runs: everything that was wired to them stops and starts again. */
public class RefreshIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    private static final Path COMMON = Path.of("/root/snap/waiter/common");

    /** Stops and starts those two, and all that depends on them, once. */
    private static final String ACTIVATOR = """
            package org.example.refresh;

            import java.util.List;
            import java.util.stream.Stream;
            import org.osgi.framework.Bundle;
            import org.osgi.framework.BundleActivator;
            import org.osgi.framework.BundleContext;
            import org.osgi.framework.wiring.FrameworkWiring;

            public final class Activator implements BundleActivator {
                @Override
                public void start(BundleContext context) {
                    List<Bundle> both = Stream.of(context.getBundles()).filter(one -> List.of("cordon.api", "cordon.core").contains(one.getSymbolicName())).toList();
                    context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(both, event -> System.err.println("the two were refreshed"));
                }

                @Override
                public void stop(BundleContext context) {
                }
            }
            """;
    private static final String MANIFEST = """
            Bundle-ManifestVersion: 2
            Bundle-SymbolicName: org.example.refresh
            Bundle-Version: 1.0.0
            Bundle-Activator: org.example.refresh.Activator
            Import-Package: org.osgi.framework,org.osgi.framework.wiring
            """;

    private static Path jar(Path work) throws IOException {
        Path classes = Files.createDirectories(work.resolve("classes"));
        Path source = Files.writeString(work.resolve("Activator.java"), ACTIVATOR);
        String framework = BundleActivator.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        Path tools = Path.of(System.getProperty("java.home"), "bin");
        Programs.need(tools.resolve("javac").toString(), "--release", "17", "-classpath", framework, "-d", classes.toString(), source.toString());
        Path manifest = Files.writeString(work.resolve("manifest.mf"), MANIFEST);
        Path jar = work.resolve("refresh.jar");
        Programs.need(tools.resolve("jar").toString(), "--create", "--file", jar.toString(), "--manifest", manifest.toString(), "-C", classes.toString(), ".");
        return jar;
    }

    @Test
    public void whatRunsStaysConfinedAndWhatIsInstalledIsThereAgain() throws Exception {
        Programs.need("rm", "-rf", "/root/snap/waiter");
        Path work = Files.createTempDirectory(DAEMON.place(), "work");
        SnapSource.in(work, "waiter").yaml("name: waiter\nversion: '1'\nsummary: s\nplugs: {home: }\napps:\n  waiter: {command: bin/wait}\n  go: {command: bin/go}\n")
                .script("bin/wait", """
                        cd "$SNAP_USER_COMMON"
                        : > ready
                        while [ ! -e go ]; do sleep 0.05; done
                        opened=no
                        cat /etc/shadow >/dev/null 2>&1 && opened=yes
                        unshare -m true 2>/dev/null && opened=yes
                        echo "$opened" > out
                        exit 7
                        """)
                .script("bin/go", "exit 0\n");
        DAEMON.cordon("install", work.resolve("waiter").toString()).succeeds();
        String connections = DAEMON.cordon("connections").succeeds().out();
        Process client = DAEMON.begin(work.resolve("said"), "run", "waiter");
        Until.holds("it runs", () -> Files.exists(COMMON.resolve("ready")));
        long program = DAEMON.cordon("running").succeeds().out().lines().skip(1).map(line -> Long.parseLong(line.split(" ")[0])).findFirst().orElseThrow();

        DAEMON.cordon("deploy", jar(work).toString());
        Until.holds("the two were refreshed", () -> DAEMON.log().contains("the two were refreshed"));
        Until.holds("the daemon answers", () -> DAEMON.cordon("list").out().contains("waiter"));
        Until.holds("strict commands launch", () -> DAEMON.cordon("run", "waiter.go").status() == 0);
        // Bundles of interfaces come back one after the other.
        assertEquals(connections, Until.answer(() -> DAEMON.cordon("connections").succeeds().out(), connections::equals));
        assertTrue("it does not run any more", ProcessHandle.of(program).isPresent());
        assertTrue("its client does not wait any more", client.isAlive());
        assertTrue(DAEMON.cordon("running").succeeds().out().contains(program + " "));
        DAEMON.cordon("disconnect", "waiter:home").succeeds();
        DAEMON.cordon("connect", "waiter:home").succeeds();
        Files.writeString(COMMON.resolve("go"), "");
        Until.holds("it has tried", () -> Files.exists(COMMON.resolve("out")) && !Files.readString(COMMON.resolve("out")).isEmpty());
        assertEquals("no\n", Files.readString(COMMON.resolve("out")));
        assertTrue("its client still waits", client.waitFor(Until.SECONDS, TimeUnit.SECONDS));
        assertEquals("how it ended", 7, client.exitValue());
        assertTrue("it is not collected", ProcessHandle.of(program).isEmpty());
        assertFalse(DAEMON.cordon("running").succeeds().out().contains(program + " "));
        DAEMON.cordon("undeploy", "refresh").succeeds();
        Programs.need("rm", "-rf", "/root/snap/waiter");
    }
}
