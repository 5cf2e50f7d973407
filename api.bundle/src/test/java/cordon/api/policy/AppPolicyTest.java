package cordon.api.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import cordon.api.snap.SecurityLabel;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppPolicyTest {
    private static final SecurityLabel LABEL = new SecurityLabel("foo", "bar");
    private static final Origin TEMPLATE = new Origin.Template();
    private static final Origin NETWORK = new Origin.Connection("network", "foo:network", ":network");

    private static SnapIdentity snap(String revision, String base) {
        return new SnapIdentity("foo", "foo", revision, "1", SnapType.APP, Optional.ofNullable(base), Optional.empty());
    }

    private static AppPolicy policy(PolicyEntry... entries) {
        return new AppPolicy(LABEL, snap("x1", null), Confinement.STRICT, List.of(entries));
    }

    private static PolicyEntry entry(String kind, String text, Origin origin, String reason) {
        return new PolicyEntry(Rules.parse(kind, text), origin, reason);
    }

    @Test
    void whatIsEnforcedDecidesTheHashAndNothingElse() {
        PolicyEntry read = entry("file", "/etc/fstab r", TEMPLATE, "mounts");
        PolicyEntry same = entry("file", "/etc/fstab r", NETWORK, "another reason");
        PolicyEntry call = entry("syscall", "accept", NETWORK, "");
        assertEquals(policy(read, call).hash(), policy(call, same, read).hash());
        assertNotEquals(policy(read, call), policy(call, read));
        assertNotEquals(policy(read).hash(), policy(read, call).hash());
        assertNotEquals(policy(read).hash(), new AppPolicy(LABEL, snap("x2", null), Confinement.STRICT, List.of(read)).hash());
        assertNotEquals(policy(read).hash(), new AppPolicy(LABEL, snap("x1", "core22"), Confinement.STRICT, List.of(read)).hash());
        assertNotEquals(policy(read).hash(), new AppPolicy(LABEL, snap("x1", null), Confinement.DEVMODE, List.of(read)).hash());
        assertNotEquals(policy(read).hash(), new AppPolicy(new SecurityLabel("foo", "baz"), snap("x1", null), Confinement.STRICT, List.of(read)).hash());
    }

    @Test
    void aRuleThatSeveralConnectionsBringIsOneRuleWithSeveralOrigins() {
        AppPolicy policy = policy(entry("file", "/a r", TEMPLATE, ""), entry("file", "/a r", NETWORK, ""), entry("syscall", "bind", NETWORK, ""));
        assertEquals(List.of("/a r"), policy.rules(FileRule.class).stream().map(FileRule::text).toList());
        assertEquals(3, policy.entries().size());
        assertEquals("network: foo:network :network", policy.entries().get(1).origin().describe());
        assertEquals("template", policy.entries().get(0).origin().describe());
    }
}
