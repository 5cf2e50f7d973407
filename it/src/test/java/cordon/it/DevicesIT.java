package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/** Hardware and the network of programs that run: what a connection opens and closes at once, on this kernel. */
public class DevicesIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    /** A block device that can be plugged in and out by anybody who is root (the kernel's zram.rst). */
    private static final Path PLUG = Path.of("/sys/class/zram-control/hot_add");
    private static final String YAML = """
            interface: memory-disk
            summary: see disks of memory
            slot: {offered-by: [system]}
            connected-plug:
              - device: block /dev/zram[0-9]* r  # disks of memory
            """;

    @Before
    public void install() throws IOException {
        Path work = Files.createTempDirectory(DAEMON.place(), "work");
        SnapSource.in(work, "probe").yaml("name: probe\nversion: '1'\nsummary: s\nplugs: {disk: memory-disk, network: network}\napps:\n  sh: {command: bin/sh}\n")
                .script("bin/sh", "exec /bin/sh \"$@\"\n");
        DAEMON.cordon("deploy", Files.writeString(work.resolve("memory-disk.yaml"), YAML).toString()).succeeds();
        // Block devices are held until root approves them; the approval stays when the very same file is deployed again.
        DAEMON.cordon("interface", "approve", "memory-disk");
        DAEMON.cordon("install", work.resolve("probe").toString()).succeeds();
        assumeTrue("control groups mediate devices here", DAEMON.cordon("backends").succeeds().out().contains("devices, network"));
    }

    @After
    public void remove() {
        DAEMON.cordon("remove", "--purge", "probe").succeeds();
        DAEMON.cordon("undeploy", "memory-disk");
    }

    /** Whoever looks at a new device for a moment, as udev does, keeps it from being taken away (EBUSY). */
    private static void plugOut(String index) throws Exception {
        Until.holds("the device is plugged out", () -> {
            try {
                Files.writeString(Path.of("/sys/class/zram-control/hot_remove"), index);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Test(timeout = 1_200_000)
    public void aDeviceIsOpenToAProcessThatRunsAsLongAsItIsConnected() throws Exception {
        assumeTrue("the kernel has no zram", Files.exists(PLUG));
        String index = Files.readString(PLUG).strip();
        String open = "exec 3</dev/zram" + index;
        try {
            assertTrue(DAEMON.cordon("run", "probe.sh", "-c", open).fails().err().contains("No such file"));
            DAEMON.cordon("connect", "probe:disk").succeeds().prints("cgroup: effective now");
            try (Shell shell = new Shell(DAEMON, "probe.sh")) {
                assertEquals("done", shell.ask(open));
                assertEquals("No such file", shell.ask("exec 3</dev/loop0"));
                DAEMON.cordon("disconnect", "probe:disk").succeeds().prints("cgroup: effective now");
                assertEquals("Operation not permitted", shell.ask(open));
                DAEMON.cordon("connect", "probe:disk").succeeds();
                assertEquals("done", shell.ask(open));
            }
        } finally {
            plugOut(index);
        }
        // The name may stay, as an empty file: the view's /dev is the snap's, and others may run in it.
        DAEMON.cordon("run", "probe.sh", "-c", "test ! -b /dev/zram" + index).succeeds();
    }

    @Test(timeout = 1_200_000)
    public void aCommandWithoutDevicesHasAGroupAndInItTheDevicesThatEveryProgramNeeds() {
        DAEMON.cordon("plan", "probe.sh").succeeds().prints("control group ", "/snap.probe.sh");
        String script = "echo > /dev/null && head -c 9 /dev/zero > /dev/null && head -c 9 /dev/random > /dev/null && head -c 9 /dev/urandom > /dev/null && exec 3<> /dev/ptmx && "
                + "{ head -c 9 /dev/zero > /dev/full; } 2>&1 | grep -q 'No space left on device'";
        DAEMON.cordon("run", "probe.sh", "-c", script).succeeds();
    }

    @Test(timeout = 1_200_000)
    public void aDeviceThatIsPluggedInLaterIsThereAtTheNextLaunch() throws Exception {
        assumeTrue("the kernel has no zram", Files.exists(PLUG));
        DAEMON.cordon("connect", "probe:disk").succeeds();
        DAEMON.cordon("run", "probe.sh", "-c", "true").succeeds();
        String index = Files.readString(PLUG).strip();
        try {
            // The kernel's message about the device is on its way; until it was read the device is refused.
            Until.answer(() -> DAEMON.cordon("run", "probe.sh", "-c", "exec 3</dev/zram" + index), result -> result.status() == 0).succeeds();
        } finally {
            plugOut(index);
        }
    }

    /** What a shell says of the attempt: why it failed, or nothing. */
    private static String connect(ServerSocket server) {
        assumeTrue("perl (perl-base) is not installed", Files.isExecutable(Path.of("/usr/bin/perl")));
        return "perl -MSocket -e 'socket(S, PF_INET, SOCK_STREAM, 0) && connect(S, sockaddr_in(" + server.getLocalPort()
                + ", inet_aton(\"127.0.0.1\"))) or print \"$!\\n\"'";
    }

    @Test(timeout = 1_200_000)
    public void whatAnInterfaceGrantedIsGoneFromAProcessThatRunsWhenItLeaves() throws Exception {
        Path work = Files.createTempDirectory(DAEMON.place(), "work");
        String caller = Files.writeString(work.resolve("caller.yaml"), """
                interface: caller
                summary: call others
                slot: {offered-by: [system], auto-connect: true}
                connected-plug:
                  - network: inet stream  # calls
                """).toString();
        SnapSource.in(work, "phone").yaml("name: phone\nversion: '1'\nsummary: s\nplugs: {caller: }\napps: {phone: {command: bin/sh}}\n").script("bin/sh", "exec /bin/sh \"$@\"\n");
        DAEMON.cordon("deploy", caller).succeeds();
        DAEMON.cordon("install", work.resolve("phone").toString()).succeeds();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress()); Shell shell = new Shell(DAEMON, "phone")) {
            String connect = connect(server);
            assertEquals("done", shell.ask(connect));
            DAEMON.cordon("undeploy", "caller").succeeds().prints("suspended: phone:caller");
            assertEquals("Operation not permitted", shell.ask(connect));
            DAEMON.cordon("deploy", caller).succeeds().prints("in force for phone:caller");
            assertEquals("done", shell.ask(connect));
        } finally {
            DAEMON.cordon("undeploy", "caller");
            DAEMON.cordon("remove", "--purge", "phone").succeeds();
        }
    }

    @Test(timeout = 1_200_000)
    public void theNetworkOfAProcessThatRunsIsCutWhenItsPlugIsDisconnected() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress()); Shell shell = new Shell(DAEMON, "probe.sh")) {
            String connect = connect(server);
            assertEquals("done", shell.ask(connect));
            DAEMON.cordon("disconnect", "probe:network").succeeds().prints("cgroup: effective now");
            assertEquals("Operation not permitted", shell.ask(connect));
            DAEMON.cordon("connect", "probe:network").succeeds();
            assertEquals("done", shell.ask(connect));
        }
    }
}
