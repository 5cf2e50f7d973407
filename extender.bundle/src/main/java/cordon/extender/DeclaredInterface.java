package cordon.extender;

import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.policy.Statement;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import java.util.List;

/** An interface whose rules are the same for every connection. */
record DeclaredInterface(InterfaceInfo info, List<Statement> onConnectedPlug, List<Statement> onConnectedSlot,
        List<Statement> onDeclaredPlug, List<Statement> onDeclaredSlot) implements Interface {
    DeclaredInterface {
        onConnectedPlug = List.copyOf(onConnectedPlug);
        onConnectedSlot = List.copyOf(onConnectedSlot);
        onDeclaredPlug = List.copyOf(onDeclaredPlug);
        onDeclaredSlot = List.copyOf(onDeclaredSlot);
    }

    @Override
    public List<Statement> connectedPlug(Connection connection) {
        return onConnectedPlug;
    }

    @Override
    public List<Statement> connectedSlot(Connection connection) {
        return onConnectedSlot;
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
