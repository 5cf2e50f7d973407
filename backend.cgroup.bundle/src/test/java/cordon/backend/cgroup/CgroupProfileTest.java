package cordon.backend.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.BackendException;
import cordon.api.backend.Enforcement;
import cordon.api.policy.Confinement;
import cordon.api.policy.Rules;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CgroupProfileTest {

    private static CgroupProfile of(String... rules) throws BackendException {
        return CgroupProfile.parse(CgroupProfile.render(Sandbox.policy("bar", Confinement.STRICT, rules)), "test");
    }

    @Test
    void theRulesComeBackFromTheText() throws Exception {
        CgroupProfile profile = of("device: char /dev/ttyUSB[0-9]* rw", "udev: tty idVendor=0403", "device: char 1:3 rw", "device: char 1:3 rw", "file: /etc/fstab r");
        assertEquals(List.of("char /dev/ttyUSB[0-9]* rw", "char 1:3 rw"), profile.devices().stream().map(rule -> rule.text()).toList());
        assertEquals("tty idVendor=0403", profile.udev().get(0).text());
        assertTrue(profile.follows());
        assertFalse(of("device: char 1:3 rw").follows());
    }

    @Test
    void theInternetIsOpenedByRulesForItAlone() throws Exception {
        assertTrue(of("network: inet stream").network());
        assertTrue(of("network: inet6 dgram").network());
        assertTrue(of("syscall: socket AF_INET").network());
        assertTrue(of("syscall: socket").network());
        assertFalse(of("network: netlink raw").network());
        assertFalse(of("network: unix").network());
        assertFalse(of("network: deny inet stream").network());
        assertFalse(of("syscall: socket AF_UNIX").network());
        assertFalse(of("syscall: bind").network());
        assertFalse(of().network());
    }

    @Test
    void theSamePolicyGivesTheSameTextInAnyOrder() {
        String one = CgroupProfile.render(Sandbox.policy("bar", Confinement.STRICT, "device: char 1:3 rw", "device: char 1:5 r", "udev: tty"));
        String two = CgroupProfile.render(Sandbox.policy("bar", Confinement.STRICT, "udev: tty", "device: char 1:5 r", "device: char 1:3 rw"));
        assertEquals(one, two);
    }

    @Test
    void aLineThatSaysNothingIsRefusedWithItsNumber() {
        for (String bad : List.of("device: char 1:3", "device: char /dev/@{SNAP_NAME} r", "udev: TTY", "network: closed", "allow all", "device: char /etc/x r")) {
            BackendException failure = assertThrows(BackendException.class, () -> CgroupProfile.parse("# one\n" + bad + "\n", "file"), bad);
            assertTrue(failure.getMessage().startsWith("cannot read file:2: "), failure.getMessage());
        }
    }

    @Test
    void anEmptyTextOpensNothing() throws Exception {
        CgroupProfile profile = CgroupProfile.parse("", "file");
        assertEquals(new CgroupProfile(false, List.of(), List.of(), false), profile);
    }

    @Test
    void itSaysHowItEnforcesARule() {
        CgroupBackend none = new CgroupBackend("/nowhere", EnumSet.noneOf(Version.class), Path.of("/sys"));
        assertFalse(none.support().available());
        assertInstanceOf(Enforcement.NotAtAll.class, none.enforces(Rules.parse("device", "char 1:3 rw")));
        assertThrows(BackendException.class, () -> none.load(List.of()));
        CgroupBackend backend = new CgroupBackend("/nowhere", Set.of(Version.V1, Version.V2), Path.of("/sys"));
        if (backend.support().available()) {
            assertInstanceOf(Enforcement.Exactly.class, backend.enforces(Rules.parse("device", "char 1:3 rw")));
            assertInstanceOf(Enforcement.NotAtAll.class, backend.enforces(Rules.parse("file", "/etc/fstab r")));
        }
    }
}
