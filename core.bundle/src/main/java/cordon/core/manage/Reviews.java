package cordon.core.manage;

import cordon.api.admission.Side;
import cordon.api.iface.Interface;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Connection;
import cordon.api.snap.EndpointRef;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.core.ReviewView;
import cordon.core.registry.Board;
import cordon.core.registry.Catalog;
import cordon.core.registry.Foreign;
import cordon.core.registry.InstalledSnap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What of a snap a person should look at before it is granted, and what it would get. Pure but for the questions to interfaces. */
final class Reviews {
    private final World world;
    private final String what;

    /** @param what for messages: {@code review foo} */
    Reviews(World world, String what) {
        this.world = world;
        this.what = what;
    }

    /** What an interface grants in some case. */
    @FunctionalInterface
    private interface Grant {
        List<Statement> of(Interface contract) throws AttributeException;
    }

    /** @throws CordonException when an interface fails: then nobody knows what it would grant */
    List<ReviewView> of(InstalledSnap snap) throws CordonException {
        Board board = world.board();
        List<ReviewView> views = new ArrayList<>();
        for (Plug plug : snap.plugs()) {
            List<Connection> possible = board.slots().stream().filter(slot -> slot.interfaceName().equals(plug.interfaceName()))
                    .map(slot -> new Connection(plug, slot)).toList();
            add(views, Side.PLUG, plug.ref(), plug.interfaceName(), contract -> contract.declaredPlug(plug), possible);
        }
        for (Slot slot : snap.slots()) {
            List<Connection> possible = board.plugs().stream().filter(plug -> plug.interfaceName().equals(slot.interfaceName()))
                    .map(plug -> new Connection(plug, slot)).toList();
            add(views, Side.SLOT, slot.ref(), slot.interfaceName(), contract -> contract.declaredSlot(slot), possible);
        }
        return views;
    }

    private void add(List<ReviewView> views, Side side, EndpointRef endpoint, String interfaceName, Grant declared, List<Connection> possible) throws CordonException {
        Optional<Interface> contract = reviewed(world.interfaces(), interfaceName);
        if (contract.isPresent()) {
            List<ReviewView.Offer> offers = new ArrayList<>();
            for (Connection connection : possible) {
                boolean plug = side == Side.PLUG;
                List<String> objections = world.board().objections(contract.get(), connection);
                Grant grant = asked -> plug ? asked.connectedPlug(connection) : asked.connectedSlot(connection);
                offers.add(new ReviewView.Offer(plug ? connection.slot().ref() : connection.plug().ref(), world.board().inForce().contains(connection),
                        objections.isEmpty() ? ask(contract.get(), grant) : List.of(), String.join("; ", objections)));
            }
            views.add(new ReviewView(endpoint, interfaceName, contract.get().info().review().reason(), ask(contract.get(), declared), offers));
        }
    }

    private List<Statement> ask(Interface contract, Grant grant) throws CordonException {
        try {
            return Foreign.call(() -> grant.of(contract));
        } catch (Foreign.Failure e) {
            throw new CordonException(Kind.SYSTEM, "cannot " + what + ": the interface " + contract.info().name() + " failed: " + e.getMessage(), e);
        }
    }

    private static Optional<Interface> reviewed(Catalog<Interface> interfaces, String name) {
        return interfaces.get(name).filter(contract -> contract.info().review().manual());
    }

    /** What an installation leaves to a person, and why, a line each. */
    static List<String> left(InstalledSnap snap, Board board, Catalog<Interface> interfaces) {
        List<String> lines = new ArrayList<>();
        for (Plug plug : snap.plugs()) {
            boolean joined = board.joints().stream().anyMatch(joint -> joint.plug().equals(plug.ref()));
            reviewed(interfaces, plug.interfaceName()).filter(any -> !joined)
                    .ifPresent(contract -> lines.add("the plug " + plug.ref() + " is not connected on its own: " + contract.info().review().reason()));
        }
        for (Slot slot : snap.slots()) {
            reviewed(interfaces, slot.interfaceName()).ifPresent(contract -> lines.add("the slot " + slot.ref() + " is sensitive: " + contract.info().review().reason()));
        }
        if (!lines.isEmpty()) {
            lines.add("\"cordon review " + snap.name() + "\" shows what that comes to");
        }
        return lines;
    }
}
