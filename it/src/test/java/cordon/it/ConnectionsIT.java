package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Plugs and slots: how they are shown, joined and parted. */
public class ConnectionsIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Before
    public void install() {
        Path sources = folder.getRoot().toPath();
        SnapSource foo = SnapSource.in(sources, "foo").yaml("""
                name: foo
                version: '1'
                summary: s
                plugs:
                  net: network
                  moon: lunar-lander
                apps:
                  a: {command: bin/a, plugs: [net, home]}
                  b: {command: bin/a, plugs: [network-bind, moon]}
                """).script("bin/a", "exit 0\n");
        DAEMON.cordon("install", foo.path()).succeeds();
        SnapSource bar = SnapSource.in(sources, "bar").yaml("name: bar\nversion: '1'\nsummary: s\napps:\n  a: {command: bin/a, plugs: [home]}\n").script("bin/a", "exit 0\n");
        DAEMON.cordon("install", bar.path()).succeeds();
    }

    @After
    public void remove() {
        DAEMON.cordon("remove", "--purge", "foo").succeeds();
        DAEMON.cordon("remove", "--purge", "bar").succeeds();
    }

    private static void table(String expected) {
        assertEquals(expected, interfaces());
    }

    /** The rows of three interfaces and of plugs that are not connected; in columns as wide as the test's, whatever else is installed. */
    private static String interfaces() {
        StringBuilder rows = new StringBuilder();
        for (String row : DAEMON.cordon("interfaces").succeeds().out().lines().toList()) {
            String[] cells = row.split(" +");
            if (Set.of("Slot", "-", ":home", ":network", ":network-bind").contains(cells[0])) {
                rows.append(String.format("%-14s %s%n", cells[0], cells[1]));
            }
        }
        return rows.toString();
    }

    private static void prints(String... rows) {
        String all = interfaces();
        for (String row : rows) {
            assertTrue(all, all.contains(row));
        }
    }

    @Test
    public void theTableIsTheClassicOne() {
        table("""
                Slot           Plug
                :home          bar,foo
                :network       foo:net
                :network-bind  foo
                """);
        DAEMON.cordon("disconnect", "foo:home").succeeds();
        DAEMON.cordon("disconnect", "foo:net", ":network").succeeds();
        table("""
                Slot           Plug
                :home          bar
                :network       -
                :network-bind  foo
                -              foo:home
                -              foo:net
                """);
        DAEMON.cordon("connect", "foo:net").succeeds();
        DAEMON.cordon("connect", "foo:home", ":home").succeeds();
        DAEMON.cordon("connect", "foo:home", ":home").succeeds();
        prints(":network       foo:net\n", ":home          bar,foo\n");
    }

    @Test
    public void disconnectHasItsForms() {
        DAEMON.cordon("disconnect", ":home").succeeds();
        prints(":home          -\n");
        DAEMON.cordon("disconnect", "foo").succeeds();
        prints(":network       -\n", ":network-bind  -\n");
    }

    @Test
    public void whatAnAdministratorPartedStaysPartedByAnUpgrade() {
        DAEMON.cordon("disconnect", "bar:home").succeeds();
        SnapSource bar = SnapSource.in(folder.getRoot().toPath(), "bar2").yaml("name: bar\nversion: '2'\nsummary: s\napps:\n  a: {command: bin/a, plugs: [home, network]}\n").script("bin/a", "exit 0\n");
        DAEMON.cordon("install", bar.path()).succeeds();
        prints(":home          foo\n", ":network       bar,foo:net\n");
    }

    @Test
    public void wrongNamesChangeNothingAndSuggest() {
        String before = interfaces();
        DAEMON.cordon("connect", "foo:nett").fails("cannot connect foo:nett", "no plug", "net");
        DAEMON.cordon("connect", "fo:net").fails("cannot connect fo:net", "foo");
        DAEMON.cordon("connect", "foo:net", ":home").fails("cannot connect", "network", "home");
        DAEMON.cordon("connect", "foo:moon").fails("cannot connect foo:moon", "lunar-lander");
        DAEMON.cordon("connect").fails();
        DAEMON.cordon("disconnect", "foo:nett").fails("cannot disconnect", "nett");
        DAEMON.cordon("connect", "$(touch /tmp/x);foo:net").fails("cannot connect");
        DAEMON.as(Daemon.ALICE, "disconnect", "foo:net").fails("disconnect");
        assertEquals(before, interfaces());
    }

    @Test
    public void listingsComeAsJsonToo() {
        for (String verb : new String[] {"interfaces", "connections", "list", "backends"}) {
            String json = DAEMON.cordon(verb, "--json").succeeds().out().strip();
            assertTrue(json, json.startsWith("[") && json.endsWith("]") || json.startsWith("{") && json.endsWith("}"));
        }
        DAEMON.cordon("connections").succeeds().prints("network", "foo:net", ":network");
    }
}
