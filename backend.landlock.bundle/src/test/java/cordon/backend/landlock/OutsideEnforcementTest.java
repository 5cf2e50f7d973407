package cordon.backend.landlock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.api.backend.Enforcement;
import cordon.api.backend.Facet;
import cordon.api.policy.Rules;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of rules about other processes and TCP. */
class OutsideEnforcementTest {
    private static String degree(int abi, String rule) {
        int colon = rule.indexOf(": ");
        Enforcement enforcement = new LandlockEnforcement(abi).of(Rules.parse(rule.substring(0, colon), rule.substring(colon + 2)));
        return enforcement.getClass().getSimpleName();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "signal: receive all peer=unconfined | Exactly  | NotAtAll",
        "signal: all all peer=snap.foo.*     | Stricter | NotAtAll",
        "signal: send term peer=snap.b.c     | Weaker   | NotAtAll",
        "signal: send all                    | Weaker   | NotAtAll",
        "ptrace: readby,tracedby             | Exactly  | Exactly",
        "ptrace: read peer=snap.foo.*        | Stricter | Stricter",
        "ptrace: all                         | Stricter | Stricter",
        "unix: create,getattr,setopt         | NotAtAll | NotAtAll",
        "unix: connect,send peer-label=snap.b.c | Weaker   | NotAtAll",
        "network: inet stream                | Weaker   | Weaker",
        "network: inet                       | Weaker   | Weaker",
        "network: inet dgram                 | NotAtAll | NotAtAll",
        "network: netlink                    | NotAtAll | NotAtAll"})
    void itDependsOnTheRuleAndOnTheKernel(String rule, String since6, String before) {
        assertEquals(since6, degree(6, rule));
        assertEquals(before, degree(5, rule));
    }

    @Test
    void tcpIsMediatedSinceAbi4() {
        assertEquals("NotAtAll", degree(3, "network: inet stream"));
    }

    @Test
    void otherProcessesAreMediatedWhereSignalsAre() {
        assertEquals(Set.of(Facet.FILES, Facet.PROCESSES), new LandlockBackend(6).facets());
        assertEquals(Set.of(Facet.FILES), new LandlockBackend(5).facets());
    }
}
