package cordon.api.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyEntriesTest {
    private static final PolicyEntries COMMON = PolicyEntries.of(List.of(entry("/a r", new Origin.Template()), entry("/b r", new Origin.Template())));

    private static PolicyEntry entry(String file, Origin origin) {
        return new PolicyEntry(Rules.parse("file", file), origin, "");
    }

    private static PolicyEntry own(String file) {
        return entry(file, new Origin.Snap());
    }

    @Test
    void whatIsAddedComesLast() {
        assertEquals(List.of(own("/c r")), COMMON.and(List.of(own("/c r"))).list().subList(2, 3));
    }

    @Test
    void theOrderOfWhatIsAddedAndHowOftenDoNotCount() {
        assertEquals(COMMON.and(List.of(own("/c r"), own("/d r"))).digest(), COMMON.and(List.of(own("/d r"), own("/c r"), own("/d r"))).digest());
    }

    @Test
    void aRuleThatIsCommonAlreadyAddsNothing() {
        assertEquals(COMMON.and(List.of()).digest(), COMMON.and(List.of(own("/b r"))).digest());
    }

    @Test
    void eachRuleCountsWhereverItIs() {
        assertNotEquals(COMMON.and(List.of(own("/c r"))).digest(), COMMON.and(List.of(own("/c rw"))).digest());
        PolicyEntries other = PolicyEntries.of(List.of(entry("/a r", new Origin.Template()), entry("/b rw", new Origin.Template())));
        assertNotEquals(COMMON.and(List.of(own("/c r"))).digest(), other.and(List.of(own("/c r"))).digest());
        assertNotEquals(COMMON.and(List.of(own("/c r"))).digest(), COMMON.and(List.of(own("/c r"))).and(List.of(own("/d r"))).digest());
    }
}
