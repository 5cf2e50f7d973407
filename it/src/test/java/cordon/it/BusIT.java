package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.junit.rules.TemporaryFolder;

/** Calls over a real bus. Where nobody mediates messages, the bus is out of reach, unless the site lets an interface have it; and then for that one alone. */
public class BusIT {
    private static final Daemon DAEMON = new Daemon();
    private static final Bus BUS = new Bus(DAEMON);
    private static final TemporaryFolder FOLDER = new TemporaryFolder();
    @ClassRule
    public static final RuleChain RULES = RuleChain.outerRule(FOLDER).around(DAEMON).around(BUS);

    private static final List<String> NAMES = List.of("timezone-control", "timeserver-control", "locale-control", "network-manager-observe", "network");

    @BeforeClass
    public static void install() {
        StringBuilder apps = new StringBuilder();
        NAMES.forEach(name -> apps.append("  ").append(name).append(": {command: bin/run, plugs: [").append(name).append("]}\n"));
        SnapSource caller = SnapSource.in(FOLDER.getRoot().toPath(), "caller").yaml("name: caller\nversion: '1'\nsummary: s\napps:\n" + apps).script("bin/run", "exec \"$@\"\n");
        DAEMON.cordon("install", caller.path()).succeeds();
    }

    @After
    public void silence() throws IOException {
        Files.deleteIfExists(DAEMON.root().resolve("site.yaml"));
        NAMES.stream().filter(name -> !name.equals("network")).forEach(name -> DAEMON.cordon("disconnect", "caller:" + name));
    }

    private static void site(String text) throws IOException {
        Path file = Files.writeString(DAEMON.root().resolve("site.yaml"), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static Result call(String name, List<String> command) {
        List<String> words = new ArrayList<>(List.of("run", "caller." + name));
        words.addAll(command);
        return DAEMON.cordon(words.toArray(String[]::new));
    }

    /** Refused without the connection, refused with it while nobody mediates messages, carried out where the site says so. */
    private static void onlyConnectedAndAllowed(String name, List<String> command, String received) throws IOException {
        call(name, command).fails("Failed to open connection");
        DAEMON.cordon("connect", "caller:" + name).succeeds();
        call(name, command).fails("Failed to open connection");
        site("unmediated-bus: [" + name + "]\n");
        call(name, command).succeeds();
        assertEquals(received, BUS.call());
        DAEMON.cordon("disconnect", "caller:" + name).succeeds();
        call(name, command).fails("Failed to open connection");
    }

    @Test
    public void timezoneControlSetsTheTimeZone() throws IOException {
        onlyConnectedAndAllowed("timezone-control", Bus.send("org.freedesktop.timedate1", "/org/freedesktop/timedate1", "org.freedesktop.timedate1.SetTimezone",
                "string:Europe/Vienna", "boolean:false"), "org.freedesktop.timedate1.SetTimezone Europe/Vienna false");
    }

    @Test
    public void timeserverControlSwitchesSynchronization() throws IOException {
        onlyConnectedAndAllowed("timeserver-control", Bus.send("org.freedesktop.timedate1", "/org/freedesktop/timedate1", "org.freedesktop.timedate1.SetNTP",
                "boolean:true", "boolean:false"), "org.freedesktop.timedate1.SetNTP true false");
    }

    @Test
    public void localeControlSetsTheLocale() throws IOException {
        onlyConnectedAndAllowed("locale-control", Bus.send("org.freedesktop.locale1", "/org/freedesktop/locale1", "org.freedesktop.locale1.SetLocale",
                "array:string:LANG=de_AT.UTF-8", "boolean:false"), "org.freedesktop.locale1.SetLocale LANG=de_AT.UTF-8 false");
    }

    @Test
    public void networkManagerObserveAsksForDevices() throws IOException {
        onlyConnectedAndAllowed("network-manager-observe", Bus.send("org.freedesktop.NetworkManager", "/org/freedesktop/NetworkManager",
                "org.freedesktop.NetworkManager.GetDevices"), "org.freedesktop.NetworkManager.GetDevices");
    }

    @Test
    public void whatTheSiteLetsOneInterfaceHaveNoOtherHas() throws IOException {
        List<String> names = Bus.send("org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames");
        site("unmediated-bus: [timezone-control]\n");
        DAEMON.cordon("connect", "caller:timezone-control").succeeds();
        call("timezone-control", names).succeeds().prints("org.freedesktop.timedate1");
        call("network", names).fails("Failed to open connection");
        call("network", List.of("sh", "-c", "ls /run/dbus")).fails();
    }

    @Test
    public void theReportSaysThatMessagesAreNotMediatedAndTheBusIsHeldBack() {
        DAEMON.cordon("connect", "caller:timezone-control").succeeds();
        String report = DAEMON.cordon("report", "caller.timezone-control").succeeds().out();
        int message = report.indexOf("member={SetTimezone");
        assertTrue(report, report.indexOf("Not enforced by any backend") < message && message < report.indexOf("Weaker than written"));
        assertTrue(report, report.contains("mount, stricter: a bus is in the view where messages on it are mediated"));
    }

    @Test
    public void aSettingThatIsMisspeltRefusesEveryLaunch() throws IOException {
        site("unmediated-bus: [Timezone]\n");
        call("network", List.of("true")).fails("site.yaml:1", "no name of an interface");
    }
}
