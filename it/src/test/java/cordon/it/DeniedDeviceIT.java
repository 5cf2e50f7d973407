package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Devices that the control group refuses, as a person sees them. */
public class DeniedDeviceIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    /** Opened to write, which takes no capability; nothing is written. */
    private static final String OPEN = "exec 3>/dev/kmsg";
    private static final String YAML = """
            interface: kernel-diary
            summary: write into the log of the kernel
            slot: {offered-by: [system], auto-connect: false}
            connected-plug:
              - device: char /dev/kmsg w  # its log
            """;

    /** With it the node is in the view of the command. Of one that no connection names there is nothing that could be refused. */
    private static final String LOOK = """
            interface: kernel-look
            summary: read the log of the kernel
            slot: {offered-by: [system], auto-connect: true}
            connected-plug:
              - device: char /dev/kmsg r  # its log
            """;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Before
    public void install() throws IOException {
        assumeTrue("there is no /dev/kmsg", Files.exists(Path.of("/dev/kmsg")));
        String backends = DAEMON.cordon("backends").succeeds().out();
        assumeTrue("control groups mediate devices here, and tell what they refuse", backends.contains("cgroup v2, BPF") && !backends.contains("devices that are refused are not logged"));
        Path work = folder.getRoot().toPath();
        DAEMON.cordon("deploy", Files.writeString(work.resolve("kernel-diary.yaml"), YAML).toString()).succeeds();
        DAEMON.cordon("deploy", Files.writeString(work.resolve("kernel-look.yaml"), LOOK).toString()).succeeds();
        DAEMON.cordon("install", SnapSource.in(work, "probe").yaml("name: probe\nversion: '1'\nsummary: s\nplugs: {diary: kernel-diary, look: kernel-look}\n"
                + "apps:\n  sh: {command: bin/sh, plugs: [diary]}\n  rich: {command: bin/sh, plugs: [diary]}\n  poor: {command: bin/sh, plugs: [look]}\n").script("bin/sh", "exec /bin/sh \"$@\"\n").path()).succeeds();
        DAEMON.cordon("connect", "probe:diary").succeeds();
    }

    @After
    public void remove() {
        DAEMON.cordon("remove", "--purge", "probe");
        DAEMON.cordon("undeploy", "kernel-diary");
        DAEMON.cordon("undeploy", "kernel-look");
    }

    private Followed follow(String... options) throws Exception {
        return new Followed(DAEMON, folder.getRoot().toPath().resolve("followed"), options);
    }

    @Test
    public void aDeviceThatIsDeniedIsShownWithItsAppAndFollowingTheAdviceOpensIt() throws Exception {
        try (Shell shell = new Shell(DAEMON, "probe.sh")) {
            assertEquals("done", shell.ask(OPEN));
            DAEMON.cordon("disconnect", "probe:diary").succeeds();
            try (Followed follower = follow("probe")) {
                assertEquals("Operation not permitted", shell.ask(OPEN));
                follower.await("probe.sh: cgroup refused device char /dev/kmsg w, by ");
                follower.await("kernel-diary: write into the log of the kernel: cordon connect probe:diary");
            }
            DAEMON.cordon("connect", "probe:diary").succeeds();
            assertEquals("done", shell.ask(OPEN));
        }
    }

    @Test
    public void moreThanAConnectionOpensIsShownToo() throws Exception {
        try (Followed follower = follow("probe.poor")) {
            DAEMON.cordon("run", "probe.poor", "-c", OPEN).fails("Operation not permitted");
            follower.await("probe.poor: cgroup refused device char /dev/kmsg w, by ");
            follower.await("kernel-diary: write into the log of the kernel: the plug probe:diary is not one of poor's");
        }
    }

    @Test
    public void whatWasRefusedBeforeIsShownTooAndNothingThatWasNot() throws Exception {
        DAEMON.cordon("run", "probe.poor", "-c", OPEN).fails("Operation not permitted");
        // The kernel's record is on its way.
        Result found = Until.answer(() -> DAEMON.cordon("scanlog", "--json", "probe.poor"), result -> result.out().contains("kmsg"));
        found.prints("\"app\":\"poor\"", "\"module\":\"cgroup\"", "\"rule\":\"device: char /dev/kmsg w\"", "is not one of poor's");
        DAEMON.cordon("run", "probe.rich", "-c", OPEN).succeeds();
        assertEquals("", DAEMON.cordon("scanlog", "probe.rich").succeeds().out());
        DAEMON.cordon("why", "probe.poor", "device", "/dev/kmsg", "w").succeeds().prints("refused", "kernel-diary");
        DAEMON.cordon("why", "probe.rich", "device", "/dev/kmsg", "w").succeeds().prints("allowed", "kernel-diary");
    }

    /** The words of the advice, put into a file, are an interface. */
    @Test
    public void whereNoInterfaceFitsTheLinesOfTheAdviceMakeOneThatDoes() throws Exception {
        DAEMON.cordon("undeploy", "kernel-diary").succeeds();
        DAEMON.cordon("why", "probe.sh", "device", "/dev/kmsg", "w").succeeds().prints("no interface that is here allows it", "- device: char /dev/kmsg w");
    }

    @Test
    public void aProgramsNameReachesNoTerminal() throws Exception {
        assumeTrue("perl (perl-base) is not installed", Files.isExecutable(Path.of("/usr/bin/perl")));
        try (Followed follower = follow("probe.poor")) {
            DAEMON.cordon("run", "probe.poor", "-c", "perl -e '$0 = \"\\033[2J\\n\"; open(F, q(>), q(/dev/kmsg)) or exit 7'");
            follower.await("probe.poor: cgroup refused device char /dev/kmsg w, by \\u001b[2J\\u000a[");
            assertTrue(follower.text(), follower.text().indexOf('\033') < 0);
        }
    }
}
