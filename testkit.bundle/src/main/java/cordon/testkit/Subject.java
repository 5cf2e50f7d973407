package cordon.testkit;

import cordon.api.iface.Interface;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An interface with the names of two snaps: asks it as the core does.
 *
 * @param contract the interface
 * @param names    of the snap with the plug and of the snap with the slot
 */
public record Subject(Interface contract, Names names) {
    static final String PLUG = "the-plug";
    static final String SLOT = "the-slot";

    /** The interface between a snap {@code web} that has the plug and a snap {@code server} that has the slot. */
    public static Subject of(Interface contract) {
        return new Subject(contract, Names.USUAL);
    }

    /** Names, all of them possible: those of {@code snap.yaml}, with an instance key where one has it. */
    public record Names(String plugSnap, String slotSnap, String app) {
        static final Names USUAL = new Names("web", "server", "run");
        /** The shortest, the longest, digits first, dashes, instances. */
        static final List<Names> ODD = List.of(new Names("a0", "0a", "x"), new Names("a".repeat(40), "b".repeat(40), "c".repeat(40)), new Names("0-x-1", "9-9-a", "A-b"),
                new Names("web_one", "web_two", "run"), new Names("web", "web-web", "hook.configure"));
    }

    private static SnapIdentity snap(String instance, SnapType type) {
        return new SnapIdentity(instance.replaceFirst("_.*", ""), instance, "x1", "1", type, Optional.empty(), Optional.empty());
    }

    /** A plug with these attributes. */
    public Plug plug(Map<String, Object> attributes) {
        return new Plug(snap(names.plugSnap(), SnapType.APP), PLUG, contract.info().name(),
                Attributes.of("plug \"" + PLUG + "\" of snap \"" + names.plugSnap() + "\"", attributes), Set.of(names.app()));
    }

    /** A snap's slot, of the first type that may have one; without such a type the system's, which has no attributes. */
    public Slot slot(Map<String, Object> attributes) {
        Optional<SnapType> type = contract.info().offeredBy().stream().filter(one -> one != SnapType.SYSTEM).sorted().findFirst();
        if (type.isEmpty() || attributes.isEmpty() && contract.info().systemSlot()) {
            return new Slot(SnapIdentity.system(), contract.info().name(), contract.info().name(), Attributes.none(), Set.of());
        }
        return slot(type.get(), attributes);
    }

    private Slot slot(SnapType type, Map<String, Object> attributes) {
        return new Slot(snap(names.slotSnap(), type), SLOT, contract.info().name(),
                Attributes.of("slot \"" + SLOT + "\" of snap \"" + names.slotSnap() + "\"", attributes), Set.of(names.app()));
    }

    /** A slot of a snap, whatever its attributes. */
    public Slot snapSlot(Map<String, Object> attributes) {
        return slot(contract.info().offeredBy().stream().filter(one -> one != SnapType.SYSTEM).sorted().findFirst().orElse(SnapType.APP), attributes);
    }

    /** A plug with these attributes and a slot with those, joined. */
    public Connection connection(Map<String, Object> plugAttributes, Map<String, Object> slotAttributes) {
        return new Connection(plug(plugAttributes), slot(slotAttributes));
    }

    /** The text of each rule that {@link #statements} has. @throws AttributeException when a side is refused */
    public List<String> rules(Map<String, Object> plugAttributes, Map<String, Object> slotAttributes) throws AttributeException {
        return statements(plugAttributes, slotAttributes).stream().map(one -> one.rule().render()).toList();
    }

    /** Checks both sides, then asks for all that a connection and a declaration give. @throws AttributeException when a side is refused */
    public List<Statement> statements(Map<String, Object> plugAttributes, Map<String, Object> slotAttributes) throws AttributeException {
        Plug plug = plug(plugAttributes);
        Slot slot = slot(slotAttributes);
        contract.checkPlug(plug);
        List<Statement> statements = new ArrayList<>();
        Connection connection = new Connection(plug, slot);
        boolean ofSnap = slot.snap().type() != SnapType.SYSTEM;
        if (ofSnap) {
            contract.checkSlot(slot);
            statements.addAll(contract.declaredSlot(slot));
        }
        statements.addAll(contract.declaredPlug(plug));
        if (contract.objections(connection).isEmpty()) {
            statements.addAll(contract.connectedPlug(connection));
            statements.addAll(ofSnap ? contract.connectedSlot(connection) : List.of());
        }
        return statements;
    }
}
