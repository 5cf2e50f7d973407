package cordon.core.manage;

import cordon.api.iface.Interface;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.core.registry.Board;
import cordon.core.registry.Catalog;
import cordon.core.registry.Foreign;
import cordon.core.registry.InstalledSnap;
import cordon.core.state.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which plugs are connected without being asked for: those that the rules of their interface let, which nobody decided about, and which
 * exactly one slot fits. Pure.
 */
final class AutoConnections {
    private AutoConnections() {
    }

    /** The decisions for plugs of this snap, which is on the board. */
    static List<Decision> of(InstalledSnap snap, Board board, Catalog<Interface> interfaces) {
        List<Decision> decisions = new ArrayList<>();
        for (Plug plug : snap.plugs()) {
            Optional<Interface> contract = interfaces.get(plug.interfaceName()).filter(any -> board.plug(plug.ref()).isPresent());
            boolean decided = snap.record().decisions().stream().anyMatch(one -> one.plug().equals(plug.name()));
            if (contract.isPresent() && !decided) {
                List<Slot> fitting = fitting(plug, board, contract.get()).stream()
                        .filter(slot -> onItsOwn(contract.get(), new Connection(plug, slot), board)).toList();
                if (fitting.size() == 1) {
                    decisions.add(new Decision(plug.name(), fitting.get(0).ref(), plug.interfaceName(), Decision.Verdict.AUTOMATIC));
                }
            }
        }
        return decisions;
    }

    /** A bundle that fails has said no. */
    private static boolean onItsOwn(Interface contract, Connection connection, Board board) {
        try {
            return board.admission().autoConnection(contract.info(), connection) && Foreign.call(() -> contract.connectsOnItsOwn(connection));
        } catch (Foreign.Failure e) {
            return false;
        }
    }

    /** The slots that the plug can be connected to. */
    static List<Slot> fitting(Plug plug, Board board, Interface contract) {
        return board.slots().stream().filter(slot -> slot.interfaceName().equals(plug.interfaceName()))
                .filter(slot -> board.objections(contract, new Connection(plug, slot)).isEmpty()).toList();
    }
}
