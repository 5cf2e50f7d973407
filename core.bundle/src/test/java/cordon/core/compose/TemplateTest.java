package cordon.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.policy.CapabilityRule;
import cordon.api.policy.PolicyEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateTest {
    @Test
    void aLineIsARuleWithItsReason() {
        List<PolicyEntry> entries = Template.parse("# a comment\n\ncapability: ipc_lock   # locked memory\n  file: /etc/fstab r\n", "test.rules");
        assertEquals(List.of("capability: ipc_lock", "file: /etc/fstab r"), entries.stream().map(one -> one.rule().render()).toList());
        assertEquals(List.of("locked memory", ""), entries.stream().map(PolicyEntry::reason).toList());
        assertEquals("template", entries.get(0).origin().describe());
    }

    @Test
    void aLineThatIsNoRuleIsRefusedWithItsNumber() {
        IllegalStateException failure = assertThrows(IllegalStateException.class, () -> Template.parse("\ncapability: fly\n", "test.rules"));
        assertTrue(failure.getMessage().startsWith("test.rules:2: "), failure.getMessage());
        assertThrows(IllegalStateException.class, () -> Template.parse("capability ipc_lock\n", "test.rules"));
    }

    @Test
    void theTemplateOfTheBundleIsReadable() throws Exception {
        List<PolicyEntry> entries = Template.load().entries();
        assertFalse(entries.isEmpty());
        assertEquals(List.of(CapabilityRule.allow("ipc_lock")), entries.stream().map(PolicyEntry::rule).filter(CapabilityRule.class::isInstance).toList());
    }
}
