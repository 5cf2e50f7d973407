package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The classic interfaces with programs that need them: each is refused without the connection, and works with it. */
public class ClassicInterfacesIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();
    private static final List<String> NAMES = List.of("firewall-control", "locale-control", "log-observe", "mount-observe", "network-control",
            "network-observe", "snapd-control", "system-observe", "timeserver-control", "timezone-control");

    /** A snap with a command for each interface, named like it, which runs what it is given. */
    @BeforeClass
    public static void install() throws IOException {
        StringBuilder apps = new StringBuilder();
        NAMES.forEach(name -> apps.append("  ").append(name).append(": {command: bin/run, plugs: [").append(name).append("]}\n"));
        SnapSource source = SnapSource.in(FOLDER.getRoot().toPath(), "classic").yaml("name: classic\nversion: '1'\nsummary: s\napps:\n" + apps)
                .script("bin/run", "exec \"$@\"\n");
        Files.copy(DAEMON.client(), source.directory().resolve("bin/cordon"), StandardCopyOption.COPY_ATTRIBUTES);
        replace("/etc/systemd", "timesyncd.conf", "# none\n");
        replace("/etc/default", "locale", "LANG=C\n");
        DAEMON.cordon("install", source.path()).succeeds();
    }

    /** Puts a directory of the test with one file over one of the host's, in the daemon's mount namespace. */
    private static void replace(String directory, String file, String text) throws IOException {
        if (Files.isDirectory(Path.of(directory))) {
            Path own = Files.createDirectories(DAEMON.place().resolve("replaced" + directory));
            Files.writeString(own.resolve(file), text);
            Programs.need("nsenter", "--mount", "--root", "--target", String.valueOf(DAEMON.pid()), "mount", "--bind", own.toString(), directory);
        }
    }

    private static Path replaced(String path) {
        assumeTrue("there is no " + Path.of(path).getParent() + " here", Files.isDirectory(Path.of(path).getParent()));
        return DAEMON.place().resolve("replaced" + path);
    }

    private static void needs(String program) {
        assumeTrue("there is no " + program + " here", Stream.of("/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/").anyMatch(d -> Files.isExecutable(Path.of(d + program))));
    }

    private static Result run(String name, String script) {
        return DAEMON.cordon("run", "classic." + name, "sh", "-c", script);
    }

    /** The script fails, then works once the plug is connected, then fails again. */
    private static Result onlyConnected(String name, String script) {
        run(name, script).fails();
        DAEMON.cordon("connect", "classic:" + name).succeeds();
        Result connected = run(name, script);
        DAEMON.cordon("disconnect", "classic:" + name).succeeds();
        connected.succeeds();
        run(name, script).fails();
        return connected;
    }

    /** The script fails although the plug is connected. */
    private static void notEvenConnected(String name, String script) {
        DAEMON.cordon("connect", "classic:" + name).succeeds();
        Result connected = run(name, script);
        DAEMON.cordon("disconnect", "classic:" + name).succeeds();
        connected.fails();
    }

    @Test
    public void mountObserveShowsDisksAndMountsNothing() {
        needs("df");
        onlyConnected("mount-observe", "df -P /").prints("Filesystem");
        notEvenConnected("mount-observe", "mkdir /tmp/m && exec mount -t tmpfs none /tmp/m");
        notEvenConnected("mount-observe", "cat /etc/shadow");
    }

    @Test
    public void networkObserveShowsLinksAndChangesNone() {
        needs("ip");
        onlyConnected("network-observe", "ip -o link show lo").prints("lo");
        notEvenConnected("network-observe", "ip address add 127.77.0.1/8 dev lo");
    }

    @Test
    public void networkObserveShowsSockets() {
        needs("ss");
        onlyConnected("network-observe", "ss -lx").prints("control.sock");
    }

    @Test
    public void networkControlSetsAddressesAndLoadsNoModule() {
        needs("ip");
        onlyConnected("network-control", "ip address add 127.77.0.2/8 dev lo && ip address del 127.77.0.2/8 dev lo");
        notEvenConnected("network-control", "exec mount -t tmpfs none /tmp");
        notEvenConnected("network-control", "cat /etc/shadow");
    }

    @Test
    public void firewallControlTalksToNetfilter() {
        needs("perl");
        onlyConnected("firewall-control", "perl -e 'socket(my $s, 16, 3, 12) or die $!'");
        notEvenConnected("firewall-control", "perl -e 'socket(my $s, 17, 3, 0) or die $!'");
    }

    @Test
    public void firewallControlListsAndSetsRules() {
        for (String tool : List.of("nft list ruleset", "iptables -S")) {
            if (Programs.run(Map.of(), "", "sh", "-c", tool).status() == 0) {
                onlyConnected("firewall-control", tool);
            }
        }
    }

    @Test
    public void logObserveReadsTheJournal() {
        needs("journalctl");
        assumeTrue("there is no journal here", Programs.run(Map.of(), "", "journalctl", "-n", "1", "--quiet").status() == 0);
        onlyConnected("log-observe", "journalctl -n 1 --quiet --no-pager");
    }

    @Test
    public void firewallControlSetsItsSettingsOfTheKernelAndNoOthers() {
        needs("sysctl");
        onlyConnected("firewall-control", "sysctl -q -w net.ipv4.tcp_syncookies=$(cat /proc/sys/net/ipv4/tcp_syncookies)");
        notEvenConnected("firewall-control", "echo 1 > /proc/sys/kernel/sysrq");
    }

    @Test
    public void logObserveReadsAndWritesNothing() {
        onlyConnected("log-observe", "ls /var/log");
        notEvenConnected("log-observe", "echo x > /var/log/cordon-it");
        notEvenConnected("log-observe", "cat /etc/shadow");
    }

    @Test
    public void logObserveReadsTheKernelsMessages() {
        needs("dmesg");
        assumeTrue("the kernel's messages cannot be read here", Programs.run(Map.of(), "", "dmesg").status() == 0);
        onlyConnected("log-observe", "dmesg > /dev/null");
    }

    @Test
    public void localeControlWritesTheLocaleAndNothingBesideIt() throws IOException {
        Path locale = replaced("/etc/default/locale");
        onlyConnected("locale-control", "echo LANG=de_DE.UTF-8 > /etc/default/locale");
        assertEquals("LANG=de_DE.UTF-8\n", Files.readString(locale));
        notEvenConnected("locale-control", "echo x > /etc/default/keyboard");
    }

    @Test
    public void timeserverControlNamesServersAndLeavesTheClock() throws IOException {
        Path configuration = replaced("/etc/systemd/timesyncd.conf");
        onlyConnected("timeserver-control", "echo NTP=192.0.2.1 > /etc/systemd/timesyncd.conf");
        assertEquals("NTP=192.0.2.1\n", Files.readString(configuration));
        notEvenConnected("timeserver-control", "date -s @$(date +%s)");
        notEvenConnected("timeserver-control", "echo x > /etc/systemd/system.conf");
    }

    @Test
    public void timezoneControlReadsAndWritesTheZone() {
        assumeTrue("there is no /etc/timezone here", Files.isRegularFile(Path.of("/etc/timezone")));
        onlyConnected("timezone-control", "zone=$(cat /etc/timezone) && echo $zone > /etc/timezone");
        notEvenConnected("timezone-control", "date -s @$(date +%s)");
    }

    @Test
    public void snapdControlReachesTheDaemon() {
        String list = "$SNAP/bin/cordon list";
        onlyConnected("snapd-control", list).prints("classic");
        notEvenConnected("snapd-control", "cat " + DAEMON.root() + "/snaps/classic.json");
    }

    @Test
    public void systemObserveShowsProcessesAndNothingInThem() {
        String daemon = "/proc/" + DAEMON.pid();
        onlyConnected("system-observe", "grep -q cordon " + daemon + "/cmdline && cat " + daemon + "/comm " + daemon + "/stat");
        for (String inside : List.of("/environ", "/mem", "/maps", "/root/etc/shadow", "/cwd/", "/fd/1")) {
            notEvenConnected("system-observe", "if test -d " + daemon + inside + "; then ls " + daemon + inside + "; else cat " + daemon + inside + "; fi");
        }
        notEvenConnected("system-observe", "readlink " + daemon + "/fd/1");
        notEvenConnected("system-observe", "cat /proc/kcore > /dev/null && test -s /proc/kcore");
        notEvenConnected("system-observe", "echo 1 > /proc/sys/vm/swappiness");
        notEvenConnected("system-observe", "kill -0 " + DAEMON.pid());
    }

    @Test
    public void everyInterfaceOfTheDistributionIsThereAndSaysWhatItIs() throws IOException {
        try (Stream<Path> jars = Files.list(Distribution.HOME.resolve("bundle/5"))) {
            List<String> names = jars.map(jar -> jar.getFileName().toString()).filter(jar -> jar.startsWith("cordon.iface."))
                    .map(jar -> jar.substring("cordon.iface.".length(), jar.length() - ".jar".length())).toList();
            assertTrue(names.toString(), names.size() >= 35);
            for (String name : names) {
                DAEMON.cordon("interface", name).succeeds().prints("name:", name, "summary:", "offered by:", "bundle:        cordon.iface." + name);
            }
        }
    }

    @Test
    public void whatNeedsReviewIsNotConnectedOnItsOwnAndSaidSo() {
        SnapSource source = SnapSource.in(FOLDER.getRoot().toPath(), "reviewed").yaml("name: reviewed\nversion: '1'\nsummary: s\napps:\n"
                + "  a: {command: bin/a, plugs: [network, network-control]}\n").script("bin/a", "exit 0\n");
        Result installed = DAEMON.cordon("install", source.path()).succeeds().prints("connected reviewed:network to :network");
        installed.doesNotPrint("connected reviewed:network-control");
        assertEquals(installed.toString(), 1, installed.err().lines().filter(line -> line.contains("reviewed:network-control")).count());
    }
}
