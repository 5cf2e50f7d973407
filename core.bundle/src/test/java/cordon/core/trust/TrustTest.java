package cordon.core.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import cordon.core.CordonException;
import cordon.core.registry.Provider;
import cordon.core.signing.Evidence;
import cordon.core.signing.Signature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
    @TempDir
    private Path root;
    private Trust trust;

    @BeforeEach
    void open() {
        trust = new Trust(root);
    }

    /** Grants the rules given, or the capability that the plug's attribute names. */
    private record Grants(List<String> rules) implements Interface {
        @Override
        public InterfaceInfo info() {
            return new InterfaceInfo("moon", "for tests", Set.of(SnapType.SYSTEM), false, InterfaceInfo.Review.NONE, List.of(), List.of());
        }

        @Override
        public List<Statement> connectedPlug(Connection connection) throws AttributeException {
            return rules.isEmpty() ? List.of(Statement.parse("capability", connection.plug().attributes().requiredString("capability"), ""))
                    : rules.stream().map(rule -> Statement.parse("capability", rule, "")).toList();
        }

        @Override
        public List<Statement> declaredPlug(Plug plug) {
            return List.of(Statement.parse("file", "/etc/moon r", ""));
        }
    }

    private static Provider<Interface> from(String bundle, boolean bundled, String... rules) {
        return new Provider<>(new Grants(List.of(rules)), "moon", bundle, "1.0.0", bundled, 0, 1, 1);
    }

    private static Connection connection(Map<String, Object> attributes) {
        SnapIdentity snap = new SnapIdentity("a", "a", "x1", "", SnapType.APP, Optional.empty(), Optional.empty());
        return new Connection(new Plug(snap, "moon", "moon", Attributes.of("plug moon", attributes), Set.of()), new Slot(SnapIdentity.system(), "moon", "moon", Attributes.none(), Set.of()));
    }

    private Provider<Interface> guarded(Provider<Interface> provider) throws CordonException {
        return trust.guarded(provider, new Evidence(() -> Signature.NONE, () -> "c0ffee"));
    }

    private static int granted(Provider<Interface> provider) throws AttributeException {
        return provider.service().connectedPlug(connection(Map.of())).size();
    }

    @Test
    void whatComesWithTheDistributionIsNotGuarded() throws Exception {
        Provider<Interface> ours = from("ours", true, "sys_admin");
        assertSame(ours, guarded(ours));
        assertThrows(CordonException.class, () -> trust.approve(ours));
    }

    @Test
    void allOfAnInterfaceIsHeldWhileOneRuleIsInQuestion() throws Exception {
        Provider<Interface> held = guarded(from("b", false, "chown", "sys_admin"));
        assertEquals(0, granted(held));
        Connection connection = connection(Map.of());
        assertEquals(List.of(), held.service().declaredPlug(connection.plug()));
        assertTrue(held.service().objections(connection).get(0).contains("held for review: capability: sys_admin"));
        trust.approve(held);
        assertEquals(List.of("bundle b", "content sha256:c0ffee", "capability: sys_admin"), Files.readAllLines(root.resolve("approvals/moon")));
        assertEquals(2, granted(held));
        assertEquals(1, held.service().declaredPlug(connection.plug()).size());
        assertEquals(List.of(), held.service().objections(connection));
    }

    @Test
    void anApprovalHoldsForLessAndNotForMoreNorForAnotherBundle() throws Exception {
        trust.approve(guarded(from("b", false, "sys_admin", "sys_module")));
        assertEquals(2, granted(guarded(from("b", false, "sys_admin", "chown"))));
        assertEquals(0, granted(guarded(from("b", false, "sys_admin", "sys_ptrace"))));
        assertEquals(0, granted(guarded(from("other", false, "sys_admin"))));
    }

    @Test
    void rulesThatDependOnAttributesAreJudgedAsTheyComeOut() throws Exception {
        Provider<Interface> provider = guarded(from("b", false));
        assertEquals(1, provider.service().connectedPlug(connection(Map.of("capability", "chown"))).size());
        assertEquals(0, provider.service().connectedPlug(connection(Map.of("capability", "sys_admin"))).size());
        assertEquals(1, ((GuardedInterface) provider.service()).held().size());
    }

    @Test
    void anApprovalThatOthersCanWriteToIsNotUsed() throws Exception {
        trust.approve(guarded(from("b", false, "sys_admin")));
        Files.setPosixFilePermissions(root.resolve("approvals/moon"), PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThrows(CordonException.class, () -> guarded(from("b", false, "sys_admin")));
    }
}
