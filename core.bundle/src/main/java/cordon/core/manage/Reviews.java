package cordon.core.manage;

import cordon.api.iface.Interface;
import cordon.api.policy.Statement;
import cordon.api.snap.Connection;
import cordon.api.snap.EndpointRef;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.core.ReviewView;
import cordon.core.registry.Foreign;
import cordon.core.registry.InstalledSnap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What of a snap a person should look at before it is granted, and what it would get. Pure but for the questions to interfaces. */
final class Reviews {
    private final World world;
    private final String what;

    /** @param what for messages: {@code review foo} */
    Reviews(World world, String what) {
        this.world = world;
        this.what = what;
    }

    /** @throws CordonException when an interface fails: then nobody knows what it would grant */
    List<ReviewView> of(InstalledSnap snap) throws CordonException {
        List<ReviewView> views = new ArrayList<>();
        for (Plug plug : snap.plugs()) {
            Optional<Interface> contract = reviewed(plug.interfaceName());
            if (contract.isPresent()) {
                List<ReviewView.Offer> offers = new ArrayList<>();
                for (Slot slot : world.board().slots().stream().filter(one -> one.interfaceName().equals(plug.interfaceName())).toList()) {
                    Connection connection = new Connection(plug, slot);
                    offers.add(offer(contract.get(), connection, slot.ref(), () -> contract.get().connectedPlug(connection)));
                }
                views.add(view(plug.ref(), false, contract.get(), ask(contract.get(), () -> contract.get().declaredPlug(plug)), offers));
            }
        }
        for (Slot slot : snap.slots()) {
            Optional<Interface> contract = reviewed(slot.interfaceName());
            if (contract.isPresent()) {
                List<ReviewView.Offer> offers = new ArrayList<>();
                for (Plug plug : world.board().plugs().stream().filter(one -> one.interfaceName().equals(slot.interfaceName())).toList()) {
                    Connection connection = new Connection(plug, slot);
                    offers.add(offer(contract.get(), connection, plug.ref(), () -> contract.get().connectedSlot(connection)));
                }
                views.add(view(slot.ref(), true, contract.get(), ask(contract.get(), () -> contract.get().declaredSlot(slot)), offers));
            }
        }
        return views;
    }

    private Optional<Interface> reviewed(String name) {
        return world.interfaces().get(name).filter(contract -> contract.info().review().manual());
    }

    private static ReviewView view(EndpointRef endpoint, boolean slot, Interface contract, List<Statement> declared, List<ReviewView.Offer> offers) {
        return new ReviewView(endpoint, slot, contract.info().name(), contract.info().review().reason(), declared, offers);
    }

    private ReviewView.Offer offer(Interface contract, Connection connection, EndpointRef to, Callable<List<Statement>> gets) throws CordonException {
        List<String> objections = world.board().objections(contract, connection);
        return new ReviewView.Offer(to, world.board().inForce().contains(connection), objections.isEmpty() ? ask(contract, gets) : List.of(), String.join("; ", objections));
    }

    private List<Statement> ask(Interface contract, Callable<List<Statement>> statements) throws CordonException {
        try {
            return Foreign.call(statements);
        } catch (Foreign.Failure e) {
            throw new CordonException(Kind.SYSTEM, "cannot " + what + ": the interface " + contract.info().name() + " failed: " + e.getMessage(), e);
        }
    }
}
