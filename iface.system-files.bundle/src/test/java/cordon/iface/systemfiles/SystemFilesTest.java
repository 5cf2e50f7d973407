package cordon.iface.systemfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.snap.AttributeException;
import cordon.testkit.Subject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemFilesTest {
    private final Subject subject = Subject.of(new SystemFiles());

    @Test
    void whatThePlugNamesIsOpenedWithWhatIsBelow() throws AttributeException {
        assertEquals(List.of("file: /etc/foo{,/,/**} rk", "file: /var/lib/foo{,/,/**} rwkl"),
                subject.rules(Map.of("read", List.of("/etc/foo"), "write", List.of("/var/lib/foo")), Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/var", "/var/lib", "/run", "/etc/", "etc/foo", "/proc/1/environ", "/sys/power/state", "/dev/mem", "/home/alice/.ssh",
            "/root", "/var/lib/cordon/snaps", "/var/snap/other", "/tmp/x", "/etc/*", "/etc/{a,b}", "/etc/../root", "/etc//x", "/etc/a b",
            "/etc/x r,\n/** rw", "@{HOME}/x", "$HOME/x", "/run/user/1000/bus", ""})
    void whatIsNoSuchPathIsRefusedByName(String path) {
        for (String attribute : List.of("read", "write")) {
            AttributeException e = assertThrows(AttributeException.class, () -> subject.rules(Map.of(attribute, List.of(path)), Map.of()));
            assertTrue(e.getMessage().contains("attribute \"" + attribute + "\""), e.getMessage());
        }
    }
}
