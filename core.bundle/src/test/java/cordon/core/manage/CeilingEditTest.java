package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an administrator writes into {@code ceiling.yaml} counts at once, for interfaces that are there already too. */
class CeilingEditTest extends SystemTest {
    @BeforeEach
    void connected() throws Exception {
        system.install("foo", "plugs: {moon: }\napps: {app: {command: c}}\n");
        system.install("bar", "apps: {app: {command: c}}\n");
        system.add(FakeInterface.system("moon", true, "net_raw"), "org.example", false);
        assertEquals(List.of("net_raw"), system.capabilities("foo.app"));
    }

    private void ceiling(String text) throws IOException {
        Files.setPosixFilePermissions(Files.writeString(system.root.resolve("ceiling.yaml"), text), PosixFilePermissions.fromString("rw-r--r--"));
    }

    private boolean suspended() {
        return system.settled().plugboard().connections().get(0).suspended();
    }

    @Test
    void aLowerCeilingHoldsWhatIsThereAndAHigherOneReleasesIt() throws Exception {
        ceiling("capabilities: [net_raw]\n");
        system.cordon.run(system.request("foo.app")).process().close();
        assertEquals(List.of(), system.capabilities("foo.app"));
        assertTrue(suspended());
        system.seccomp.loaded.values().forEach(text -> assertFalse(text.contains("net_raw"), text));
        ceiling("capabilities: [sys_admin]\n");
        assertEquals(List.of("net_raw"), system.capabilities("foo.app"));
        assertFalse(suspended());
        ceiling("capabilities: [net_raw]\n");
        assertTrue(suspended());
        Files.delete(system.root.resolve("ceiling.yaml"));
        assertFalse(suspended());
    }

    @Test
    void onlyWhoseRulesChangedIsCompiledAgain() throws Exception {
        system.seccomp.compiled.clear();
        ceiling("capabilities: [net_raw]\n");
        system.settled().plugboard();
        assertEquals(List.of("snap.foo.app"), system.seccomp.compiled.stream().map(Object::toString).toList());
        ceiling("capabilities: [net_raw]\n# a word\n");
        system.settled().plugboard();
        assertEquals(1, system.seccomp.compiled.size());
    }

    @Test
    void nobodyHasToAskForItToCount() throws Exception {
        system.restartAttentive();
        system.cordon.verdict();
        assertTrue(system.seccomp.loaded.values().stream().anyMatch(text -> text.contains("net_raw")));
        ceiling("capabilities: [net_raw]\n");
        for (int i = 0; i < 3000 && system.seccomp.loaded.values().stream().anyMatch(text -> text.contains("net_raw")); i++) {
            Thread.sleep(20);
        }
        system.seccomp.loaded.values().forEach(text -> assertFalse(text.contains("net_raw"), text));
    }

    @Test
    void whatWasApprovedStaysApprovedUnderALowerCeiling() throws Exception {
        ceiling("capabilities: [net_raw]\n");
        system.cordon.approve("moon");
        assertFalse(suspended());
        ceiling("capabilities: [net_raw, net_admin]\n");
        assertFalse(suspended());
    }

    @Test
    void aCeilingThatIsNotUnderstoodOrNotTrustedHoldsEverything() throws Exception {
        ceiling("capabilitys: []\n");
        assertTrue(suspended());
        assertTrue(system.settled().interfaces().get(0).held().get(0).contains("ceiling.yaml:1: \"capabilitys\""));
        ceiling("capabilities: []\n");
        assertFalse(suspended());
        Files.setPosixFilePermissions(system.root.resolve("ceiling.yaml"), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertTrue(suspended());
    }

    @Test
    void theDistributionsInterfacesAreNotJudged() throws Exception {
        system.add(FakeInterface.system("sun", true, "sys_admin"));
        system.install("baz", "plugs: {sun: }\napps: {app: {command: c}}\n");
        ceiling("capabilities: [sys_admin]\n");
        assertEquals(List.of("sys_admin"), system.capabilities("baz.app"));
    }
}
