package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
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
        assertEquals(expected, DAEMON.cordon("interfaces").succeeds().out());
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
        DAEMON.cordon("interfaces").succeeds().prints(":network       foo:net\n", ":home          bar,foo\n");
    }

    @Test
    public void disconnectHasItsForms() {
        DAEMON.cordon("disconnect", ":home").succeeds();
        DAEMON.cordon("interfaces").succeeds().prints(":home          -\n");
        DAEMON.cordon("disconnect", "foo").succeeds();
        DAEMON.cordon("interfaces").succeeds().prints(":network       -\n", ":network-bind  -\n");
    }

    @Test
    public void whatAnAdministratorPartedStaysPartedByAnUpgrade() {
        DAEMON.cordon("disconnect", "bar:home").succeeds();
        SnapSource bar = SnapSource.in(folder.getRoot().toPath(), "bar2").yaml("name: bar\nversion: '2'\nsummary: s\napps:\n  a: {command: bin/a, plugs: [home, network]}\n").script("bin/a", "exit 0\n");
        DAEMON.cordon("install", bar.path()).succeeds();
        DAEMON.cordon("interfaces").succeeds().prints(":home          foo\n", ":network       bar,foo:net\n");
    }

    @Test
    public void wrongNamesChangeNothingAndSuggest() {
        String before = DAEMON.cordon("interfaces").out();
        DAEMON.cordon("connect", "foo:nett").fails("cannot connect foo:nett", "no plug", "net");
        DAEMON.cordon("connect", "fo:net").fails("cannot connect fo:net", "foo");
        DAEMON.cordon("connect", "foo:net", ":home").fails("cannot connect", "network", "home");
        DAEMON.cordon("connect", "foo:moon").fails("cannot connect foo:moon", "lunar-lander");
        DAEMON.cordon("connect").fails();
        DAEMON.cordon("disconnect", "foo:nett").fails("cannot disconnect", "nett");
        DAEMON.cordon("connect", "$(touch /tmp/x);foo:net").fails("cannot connect");
        DAEMON.as(Daemon.ALICE, "disconnect", "foo:net").fails("disconnect");
        assertEquals(before, DAEMON.cordon("interfaces").out());
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
