package cordon.extender;

import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.policy.Statement;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapIdentity;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An interface whose rules are the same for every connection, but for the names of the other side. */
record DeclaredInterface(InterfaceInfo info, List<Grant> onConnectedPlug, List<Grant> onConnectedSlot,
        List<Statement> onDeclaredPlug, List<Statement> onDeclaredSlot) implements Interface {
    DeclaredInterface {
        onConnectedPlug = List.copyOf(onConnectedPlug);
        onConnectedSlot = List.copyOf(onConnectedSlot);
        onDeclaredPlug = List.copyOf(onDeclaredPlug);
        onDeclaredSlot = List.copyOf(onDeclaredSlot);
    }

    @Override
    public List<Statement> connectedPlug(Connection connection) {
        return to(onConnectedPlug, connection.slot().snap(), connection.slot().apps());
    }

    @Override
    public List<Statement> connectedSlot(Connection connection) {
        return to(onConnectedSlot, connection.plug().snap(), connection.plug().apps());
    }

    private static List<Statement> to(List<Grant> grants, SnapIdentity snap, Set<String> commands) {
        return grants.stream().map(grant -> grant.to(snap, commands)).flatMap(Optional::stream).toList();
    }

    @Override
    public List<Statement> declaredPlug(Plug plug) {
        return onDeclaredPlug;
    }

    @Override
    public List<Statement> declaredSlot(Slot slot) {
        return onDeclaredSlot;
    }
}
