package cordon.core.registry;

import cordon.api.iface.Interface;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapIdentity;
import cordon.core.admission.Admission;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What interfaces and rules say about plugs, slots and connections, each asked once. Those of an interface from outside are asked each
 * time: what it may do changes with the ceiling and with approvals. Plugs and slots are told apart as objects, since a snap has the same ones as long as it
 * stays as it is, and comparing them is most of what a change costs where there are many. Thread-safe.
 */
final class Answers {
    private final Catalog<Interface> interfaces;
    private final Admission admission;
    private final List<Slot> systemSlots;
    private final Map<List<Plug>, List<Plug>> plugs = Collections.synchronizedMap(new IdentityHashMap<>());
    private final Map<List<Slot>, List<Slot>> slots = Collections.synchronizedMap(new IdentityHashMap<>());
    private final Map<Pair, Connection> connections = new ConcurrentHashMap<>();
    private final Map<Pair, List<String>> objections = new ConcurrentHashMap<>();
    private volatile Answers earlier;

    /** Two objects. */
    private record Pair(Plug plug, Slot slot) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Pair pair && pair.plug == plug && pair.slot == slot;
        }

        @Override
        public int hashCode() {
            return 31 * System.identityHashCode(plug) + System.identityHashCode(slot);
        }
    }

    /** @param earlier answers of the same, which are taken where they are needed again; or null */
    Answers(Catalog<Interface> interfaces, Admission admission, Answers earlier) {
        this.interfaces = interfaces;
        this.admission = admission;
        this.earlier = earlier;
        this.systemSlots = earlier != null ? earlier.systemSlots : interfaces.all().stream().filter(one -> one.service().info().systemSlot())
                .map(one -> new Slot(SnapIdentity.system(), one.name(), one.name(), Attributes.none(), Set.of())).toList();
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

    /** The slots that the system has. */
    List<Slot> systemSlots() {
        return systemSlots;
    }

    /** The plugs that a snap may have. */
    List<Plug> plugs(InstalledSnap snap) {
        return known(all -> all.plugs, snap.plugs(), own -> own.stream().filter(plug -> Board.refusal(plug, interfaces, admission).isEmpty()).toList());
    }

    /** The slots that a snap may have. */
    List<Slot> slots(InstalledSnap snap) {
        return known(all -> all.slots, snap.slots(), own -> own.stream().filter(slot -> Board.refusal(slot, interfaces, admission).isEmpty()).toList());
    }

    /** The two, joined: one object as long as they are the same. */
    Connection connection(Plug plug, Slot slot) {
        return known(all -> all.connections, new Pair(plug, slot), pair -> new Connection(pair.plug(), pair.slot()));
    }

    /** Why the two are not joined; empty when they can be. */
    List<String> objections(Interface contract, Connection connection) {
        boolean ours = interfaces.provider(connection.interfaceName()).filter(one -> one.bundled() && one.service() == contract).isPresent();
        return ours ? known(all -> all.objections, new Pair(connection.plug(), connection.slot()), pair -> ask(contract, connection)) : ask(contract, connection);
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
