package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What changes would do, and that looking changes nothing: every file of the state is the same afterwards, with its time. */
public class DryRunIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private SnapSource web;
    private Map<String, String> before;

    @Before
    public void install() throws IOException {
        web = SnapSource.in(folder.getRoot().toPath(), "web").yaml("""
                name: web
                version: '1'
                summary: s
                plugs: {net: network}
                apps: {sh: {command: bin/sh, plugs: [net, moon]}, plain: {command: bin/sh}}
                """).script("bin/sh", "exec sh \"$@\"\n");
        DAEMON.cordon("install", web.path()).succeeds();
        before = state();
    }

    @After
    public void nothingHasChanged() throws IOException {
        assertEquals(before, state());
        DAEMON.cordon("remove", "--purge", "web").succeeds();
    }

    private static Map<String, String> state() throws IOException {
        Map<String, String> state = new TreeMap<>();
        for (Path file : Tree.of(DAEMON.root(), DAEMON.root().resolve("run"))) {
            boolean regular = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
            state.put(file.toString(), Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS) + (regular ? Files.readString(file, StandardCharsets.ISO_8859_1) : ""));
        }
        return state;
    }

    @Test
    public void disconnectingShowsRulesInWordsProfilesAndWhomItReaches() throws Exception {
        Process running = DAEMON.begin(folder.getRoot().toPath().resolve("out"), "run", "web.sh", "-c", "echo up; exec sleep 300");
        try {
            Until.holds("it runs", () -> Files.readString(folder.getRoot().toPath().resolve("out")).contains("up"));
            before = state();
            DAEMON.cordon("disconnect", "--dry-run", "web:net").succeeds().prints("would disconnect web:net", "web.sh: 0 rules added, ",
                    "- can make sockets: inet stream: TCP (network: web:net :network)", "--- seccomp: snap.web.sh (x1)", "-bind", "Reached: snap.web.sh, process ", "after a restart by ");
            DAEMON.cordon("disconnect", "--dry-run", "--json", "web:net").succeeds().prints("\"later\"", "\"removed\"", "\"diff\"");
        } finally {
            running.destroy();
            running.waitFor();
        }
    }

    @Test
    public void anInstallationShowsWhatANewSnapWouldGet() {
        SnapSource other = SnapSource.in(folder.getRoot().toPath(), "other").yaml("name: other\nversion: '1'\nsummary: s\napps: {sh: {command: bin/sh, plugs: [network, away]}}\n")
                .script("bin/sh", "exec sh \"$@\"\n");
        for (String source : new String[] {other.path(), other.squashed()}) {
            Result result = DAEMON.cordon("install", "--dry-run", source).succeeds();
            result.prints("would install other (x1)", "would be connected: other:network to :network", "+ can make sockets: inet stream", "from a command without connections");
            assertTrue(result.toString(), result.err().contains("the interface away of the plug away is not here"));
        }
        DAEMON.cordon("install", "--dry-run", "--jailmode", web.path()).succeeds().prints("would install web (x2, an upgrade of x1)");
        DAEMON.cordon("install", "--dry-run", "/nosuch").fails("cannot install /nosuch");
    }

    @Test
    public void aDeploymentShowsWhoWouldGetWhat() throws Exception {
        Path moon = Files.writeString(folder.getRoot().toPath().resolve("moon.yaml"), "interface: moon\nsummary: s\nslot: {offered-by: [system], auto-connect: true}\nconnected-plug:\n  - file: /etc/moon r # the moon\n");
        DAEMON.cordon("deploy", "--dry-run", moon.toString()).succeeds().prints("would deploy the interface moon", "would be connected: web:moon to :moon", "+ can read /etc/moon: the moon", "+file: /etc/moon r");
        Files.writeString(moon, Files.readString(moon).replace("file: /etc/moon r", "capability: sys_admin"));
        Result held = DAEMON.cordon("deploy", "--dry-run", moon.toString()).succeeds();
        assertTrue(held.toString(), held.err().contains("it would be held: "));
        Files.writeString(moon, "interface: moon\nsummary: s\nconnected-plug:\n  - file: etc r\n");
        DAEMON.cordon("deploy", "--dry-run", moon.toString()).fails("cannot deploy moon.yaml");
    }

    @Test
    public void whatWouldBeRefusedIsRefusedInTheSameWords() {
        DAEMON.cordon("connect", "--dry-run", "web:nett").fails("cannot connect web:nett: snap \"web\" has no plug named \"nett\"; did you mean \"net\"?");
        DAEMON.cordon("connect", "--json", "web:net").fails("--json goes with --dry-run");
        DAEMON.as(Daemon.ALICE, "connect", "--dry-run", "web:net").fails("root");
        DAEMON.cordon("connect", "--dry-run", "web:net").succeeds().prints("web:net is connected to :network already", "No command's policy would change.");
    }

    @Test
    public void commandsAreComparedAndExplained() {
        DAEMON.cordon("diff", "web.plain", "web.sh").succeeds().prints("web.plain", "+ can make sockets: inet stream");
        DAEMON.as(Daemon.ALICE, "diff", "web.sh").succeeds().prints("from a command without connections to snap.web.sh (x1)");
        DAEMON.cordon("diff", "web.sh", "x7").fails("x7", "is not kept");
        DAEMON.as(Daemon.ALICE, "explain", "web.sh").succeeds().prints("network:", "  by network: web:net :network", "can make sockets: inet stream: TCP", "devices: nothing more");
        DAEMON.cordon("explain", "--exposure", "web").succeeds().prints("web.sh: ", "connects to the internet", "web.plain: 0.0 tight");
        DAEMON.cordon("explain", "--exposure", "--json", "web.plain").succeeds().prints("\"score\":0.0");
        DAEMON.cordon("explain", "web.none").fails("web.none");
        DAEMON.cordon("complete", "explain", "we").succeeds().prints("web.plain", "web.sh");
        DAEMON.cordon("complete", "explain", "--ex").succeeds().prints("--exposure");
        DAEMON.cordon("complete", "diff", "web.sh", "x").succeeds().prints("x1");
        DAEMON.cordon("complete", "connect", "--dr").succeeds().prints("--dry-run");
    }
}
