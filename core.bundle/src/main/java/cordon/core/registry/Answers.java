package cordon.core.registry;

import cordon.api.iface.Interface;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.core.admission.Admission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What interfaces and rules say about plugs, slots and connections, each asked once. Those of an interface from outside are asked each
 * time: what it may do changes with the ceiling and with approvals. Thread-safe.
 */
final class Answers {
    private final Catalog<Interface> interfaces;
    private final Admission admission;
    private final Map<Plug, Boolean> plugs = new ConcurrentHashMap<>();
    private final Map<Slot, Boolean> slots = new ConcurrentHashMap<>();
    private final Map<Connection, List<String>> objections = new ConcurrentHashMap<>();
    private volatile Answers earlier;

    /** @param earlier answers of the same, which are taken where they are needed again; or null */
    Answers(Catalog<Interface> interfaces, Admission admission, Answers earlier) {
        this.interfaces = interfaces;
        this.admission = admission;
        this.earlier = earlier;
    }

    /** What was not needed again is not kept: snaps that are gone have no answers. */
    void forgetEarlier() {
        earlier = null;
    }

    private <K, V> V known(Function<Answers, Map<K, V>> which, K key, Function<K, V> ask) {
        Answers before = earlier;
        return which.apply(this).computeIfAbsent(key, one -> {
            V known = before == null ? null : which.apply(before).get(one);
            return known == null ? ask.apply(one) : known;
        });
    }

    Catalog<Interface> interfaces() {
        return interfaces;
    }

    Admission admission() {
        return admission;
    }

    /** The plugs that a snap may have. */
    List<Plug> plugs(InstalledSnap snap) {
        return snap.plugs().stream().filter(plug -> known(all -> all.plugs, plug, one -> Board.refusal(one, interfaces, admission).isEmpty())).toList();
    }

    /** The slots that a snap may have. */
    List<Slot> slots(InstalledSnap snap) {
        return snap.slots().stream().filter(slot -> known(all -> all.slots, slot, one -> Board.refusal(one, interfaces, admission).isEmpty())).toList();
    }

    /** Why the two are not joined; empty when they can be. */
    List<String> objections(Interface contract, Connection connection) {
        boolean ours = interfaces.provider(connection.interfaceName()).filter(one -> one.bundled() && one.service() == contract).isPresent();
        return ours ? known(all -> all.objections, connection, one -> ask(contract, one)) : ask(contract, connection);
    }

    /** A bundle that fails has said no. */
    private List<String> ask(Interface contract, Connection connection) {
        Optional<String> refusal = admission.connection(contract.info(), connection);
        if (refusal.isPresent()) {
            return List.of(refusal.get());
        }
        try {
            return List.copyOf(Foreign.call(() -> contract.objections(connection)));
        } catch (Foreign.Failure e) {
            return List.of("the interface " + connection.interfaceName() + " failed: " + e.getMessage());
        }
    }
}
