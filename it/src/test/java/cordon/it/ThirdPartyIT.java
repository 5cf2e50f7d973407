package cordon.it;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/** The interfaces of {@code examples/third-party}, built outside the reactor against the contract that a distribution has, and deployed. */
public class ThirdPartyIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    private static final Path CLOCK = Path.of("/dev/rtc0");

    private Path work;
    private Path parties;

    @Before
    public void copy() throws IOException {
        work = Files.createTempDirectory(DAEMON.place(), "work");
        parties = work.resolve("third-party");
        Programs.need("cp", "-r", Distribution.EXAMPLES.resolve("third-party").toString(), parties.toString());
        DAEMON.cordon("install", parties.resolve("look").toString()).succeeds();
    }

    @Test
    public void anInterfaceWithoutCodeIsAJarOfTwoFiles() throws Exception {
        Path source = parties.resolve("interface-yaml");
        Path jar = work.resolve("mount-list.jar");
        Programs.need(Path.of(System.getProperty("java.home"), "bin", "jar").toString(), "--create", "--file", jar.toString(), "--manifest",
                source.resolve("manifest.mf").toString(), "-C", source.toString(), "interface.yaml");
        DAEMON.cordon("deploy", jar.toString()).succeeds().prints("deployed mount-list");
        DAEMON.cordon("run", "look.cat", "/etc/fstab").fails("denied");
        DAEMON.cordon("connect", "look:mount-list").succeeds();
        DAEMON.cordon("run", "look.cat", "/etc/fstab").succeeds();
        DAEMON.cordon("undeploy", "mount-list").succeeds();
        DAEMON.cordon("run", "look.cat", "/etc/fstab").fails("denied");
    }

    private static void assertRan(String what, int tests, Path report) throws IOException {
        String said = Files.readString(report);
        assertTrue(what + ": " + said, said.contains("Tests run: " + tests + ", Failures: 0, Errors: 0, Skipped: 0"));
    }

    @Test
    public void anInterfaceInJavaDecidesByAttributes() throws Exception {
        Path project = parties.resolve("interface-java");
        Maven.build(work, project, "-Dcordon.dist=" + Distribution.HOME, "verify").succeeds();
        String name = "org.example.logdirectory.LogDirectory";
        assertRan("tests of its own", 2, project.resolve("target/surefire-reports/" + name + "Test.txt"));
        assertRan("the conformance kit", 9, project.resolve("target/surefire-reports/" + name + "ConformanceTest.txt"));
        assertRan("the conformance kit on the running kernel", 3, project.resolve("target/failsafe-reports/" + name + "LiveIT.txt"));
        DAEMON.cordon("deploy", project.resolve("target/interface-log-directory-1.0.0.jar").toString()).succeeds().prints("interface log-directory");
        DAEMON.cordon("connect", "look:web-logs").succeeds();
        DAEMON.cordon("policy", "look.cat").succeeds().prints("/var/log/nginx/** r").doesNotPrint("/var/log/** r");
        Path yaml = parties.resolve("look/meta/snap.yaml");
        Files.writeString(yaml, Files.readString(yaml).replace("/var/log/nginx", "/etc"));
        DAEMON.cordon("install", parties.resolve("look").toString()).fails("\"/etc\" is not below /var/log/");
        DAEMON.cordon("undeploy", "interface-log-directory-1.0.0").succeeds();
        DAEMON.cordon("policy", "look.cat").succeeds().doesNotPrint("/var/log/nginx");
    }

    @Test
    public void anInterfaceThatAssignsADeviceIsOneFile() throws Exception {
        DAEMON.cordon("interface", "check", parties.resolve("interface-device/real-time-clock.yaml").toString()).succeeds().prints("can use the device /dev/rtc[0-9]* r");
        DAEMON.cordon("deploy", parties.resolve("interface-device/real-time-clock.yaml").toString()).succeeds().prints("deployed real-time-clock").doesNotPrint("held");
        String open = "exec 3<" + CLOCK;
        DAEMON.cordon("run", "look.sh", "-c", open).fails();
        DAEMON.cordon("connect", "look:real-time-clock").succeeds().prints("look.sh: ");
        DAEMON.cordon("policy", "look.sh").succeeds().prints("device: char /dev/rtc[0-9]* r");
        if (Files.exists(CLOCK)) {
            DAEMON.cordon("run", "look.sh", "-c", open).succeeds();
            DAEMON.cordon("disconnect", "look:real-time-clock").succeeds();
            DAEMON.cordon("run", "look.sh", "-c", open).fails();
        }
        DAEMON.cordon("run", "look.sh", "-c", "exec 3</dev/kmsg").fails();
        assertTrue(DAEMON.cordon("undeploy", "real-time-clock").succeeds().out().contains("undeployed"));
    }
}
