package cordon.core.registry;

import cordon.api.iface.Interface;
import cordon.api.snap.Connection;
import cordon.api.snap.EndpointRef;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.core.Plugboard;
import cordon.core.state.Decision;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the plugs of one snap are joined, as its record says and interfaces let it. Immutable.
 *
 * @param snap    it
 * @param joints  suspended ones included, by plug and slot
 * @param inForce those that grant something now, by plug and slot
 * @param notes   what a person should know
 * @param lasts   whether it is the same again while interfaces, rules, plugs and slots are: an interface from outside is asked each time
 */
record Joined(InstalledSnap snap, List<Plugboard.Joint> joints, List<Connection> inForce, List<String> notes, boolean lasts) {

    static Joined of(InstalledSnap snap, Map<EndpointRef, Plug> plugs, Map<EndpointRef, Slot> slots, Answers answers) {
        List<Plugboard.Joint> joints = new ArrayList<>();
        List<Connection> inForce = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        boolean lasts = true;
        for (Decision decision : snap.record().decisions().stream().filter(Decision::connected).toList()) {
            EndpointRef plugRef = new EndpointRef(snap.name(), decision.plug());
            Optional<Connection> connection = connection(plugs.get(plugRef), slots.get(decision.slot()), decision, answers);
            Optional<Interface> contract = answers.interfaces().get(decision.interfaceName());
            lasts &= answers.interfaces().provider(decision.interfaceName()).map(Provider::bundled).orElse(true);
            boolean known = plugs.containsKey(plugRef) && plugs.get(plugRef).interfaceName().equals(decision.interfaceName());
            if (connection.isEmpty() && (!known || contract.isPresent())) {
                continue; // What it joined is gone; the record is tidied up by whoever took it away.
            }
            List<String> objections = connection.isEmpty() || contract.isEmpty() ? List.of()
                    : Board.awaitsReview(contract.get(), decision) ? List.of("the interface is to be reviewed now, and nobody has connected them")
                    : answers.objections(contract.get(), connection.get());
            objections.forEach(objection -> notes.add(plugRef + " and " + decision.slot() + " are not joined: " + objection));
            boolean suspended = connection.isEmpty() || contract.isEmpty() || !objections.isEmpty();
            joints.add(new Plugboard.Joint(plugRef, decision.slot(), decision.interfaceName(),
                    decision.verdict() == Decision.Verdict.MANUAL, suspended));
            if (!suspended) {
                inForce.add(connection.get());
            }
        }
        joints.sort(Comparator.comparing(Plugboard.Joint::plug).thenComparing(Plugboard.Joint::slot));
        inForce.sort(Comparator.comparing((Connection one) -> one.plug().ref()).thenComparing(one -> one.slot().ref()));
        return new Joined(snap, joints, inForce, notes, lasts);
    }

    private static Optional<Connection> connection(Plug plug, Slot slot, Decision decision, Answers answers) {
        boolean fits = plug != null && slot != null && plug.interfaceName().equals(decision.interfaceName())
                && slot.interfaceName().equals(decision.interfaceName());
        return fits ? Optional.of(answers.connection(plug, slot)) : Optional.empty();
    }
}
