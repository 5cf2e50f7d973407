package cordon.audit.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DenialsTest {
    private static final String ACCESS = "type=1423 audit(1.000:5): domain=ab12 blockers=fs.read_file path=\"/etc/shadow\" dev=\"vda\" ino=1";
    private static final String DOMAIN = "type=1424 audit(1.000:5): domain=ab12 status=allocated mode=enforcing pid=77 uid=0 exe=\"/snap/web/x1/w\" comm=\"w\"";

    private final List<Denial> found = new ArrayList<>();
    private final Denials denials = new Denials(found::add);

    @Test
    void aLandlockDenialGetsTheProcessThatIsLoggedAfterIt() {
        denials.line(ACCESS);
        assertEquals(List.of(), found);
        denials.line(DOMAIN);
        assertEquals(77, found.get(0).context().pid());
        denials.line(ACCESS.replace("1.000:5", "2.000:6"));
        assertEquals(77, found.get(1).context().pid());
        assertEquals(2, found.size());
    }

    @Test
    void aDomainThatEndedNamesNobody() {
        denials.line(DOMAIN);
        denials.line("type=1424 audit(3.000:7): domain=ab12 status=deallocated denials=1");
        denials.line(ACCESS.replace("1.000:5", "4.000:8"));
        denials.settle();
        assertEquals(0, found.get(0).context().pid());
    }

    @Test
    void anEventInTwoLogsComesOnce() {
        String fields = "apparmor=\"DENIED\" operation=\"capable\" profile=\"snap.a.b\" pid=1 comm=\"b\" capability=12  capname=\"net_admin\"";
        denials.line("[    1.0] audit: type=1400 audit(1.000:9): " + fields);
        denials.line("type=AVC msg=audit(1.000:9): " + fields);
        assertEquals(1, found.size());
        denials.line("type=AVC msg=audit(1.001:10): " + fields);
        assertEquals(2, found.size());
    }

    @Test
    void whatWasWrittenToTheRingBufferFromOutsideDoesNotCount() {
        String record = ",1,1,-;audit: type=1400 audit(1.000:9): apparmor=\"DENIED\" operation=\"capable\" profile=\"snap.a.b\" capname=\"net_admin\"";
        denials.line("12" + record);
        assertEquals(List.of(), found);
        denials.line("5" + record);
        assertEquals(1, found.size());
    }
}
