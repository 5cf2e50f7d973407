package cordon.core.manage;

import cordon.api.admission.AdmissionRule;
import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An interface of the system or of snaps, whose connection grants one capability: its own, or the one that the plug names. */
final class FakeInterface implements Interface {
    private final InterfaceInfo info;
    private final String capability;
    final List<String> objections = new ArrayList<>();
    RuntimeException failure;
    boolean onItsOwn = true;
    Statement more;
    int compositions;

    private FakeInterface(String name, Set<SnapType> offeredBy, boolean auto, InterfaceInfo.Review review, String capability, AdmissionRule... rules) {
        this.info = new InterfaceInfo(name, "for tests", offeredBy, auto, review, List.of(), List.of(), List.of(rules));
        this.capability = capability;
    }

    /** The system has its slot. */
    static FakeInterface system(String name, boolean auto, String capability) {
        return new FakeInterface(name, Set.of(SnapType.SYSTEM), auto, InterfaceInfo.Review.NONE, capability);
    }

    /** Apps have its slot. */
    static FakeInterface ofApps(String name, boolean auto, String capability) {
        return new FakeInterface(name, Set.of(SnapType.APP), auto, InterfaceInfo.Review.NONE, capability);
    }

    /** Apps and the system have its slot, and rules say who. */
    static FakeInterface ruled(String name, boolean auto, String capability, AdmissionRule... rules) {
        return new FakeInterface(name, Set.of(SnapType.SYSTEM, SnapType.APP), auto, InterfaceInfo.Review.NONE, capability, rules);
    }

    static FakeInterface reviewed(String name, String reason) {
        return new FakeInterface(name, Set.of(SnapType.SYSTEM), true, new InterfaceInfo.Review(true, reason), "net_admin");
    }

    static FakeInterface reviewedOfApps(String name, String reason) {
        return new FakeInterface(name, Set.of(SnapType.APP), false, new InterfaceInfo.Review(true, reason), "net_admin");
    }

    @Override
    public InterfaceInfo info() {
        return info;
    }

    @Override
    public void checkPlug(Plug plug) throws AttributeException {
        if (plug.attributes().flag("bad").orElse(false)) {
            throw plug.attributes().error("bad", "it must not be true");
        }
    }

    @Override
    public List<String> objections(Connection connection) {
        return List.copyOf(objections);
    }

    @Override
    public boolean connectsOnItsOwn(Connection connection) {
        return onItsOwn;
    }

    @Override
    public List<Statement> connectedPlug(Connection connection) throws AttributeException {
        compositions++;
        if (failure != null) {
            throw failure;
        }
        Statement own = Statement.parse("capability", connection.plug().attributes().string("capability").orElse(capability), "a test needs it");
        return more == null ? List.of(own) : List.of(own, more);
    }

    @Override
    public List<Statement> connectedSlot(Connection connection) {
        return List.of(Statement.parse("capability", "sys_nice", "the other side"));
    }

    @Override
    public List<Statement> declaredSlot(Slot slot) {
        return List.of(Statement.parse("capability", "sys_time", "declared"));
    }
}
