package cordon.deploy;

import cordon.api.iface.Interface;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import cordon.core.RuleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an interface grants to a plug and a slot without attributes. Pure. */
final class Grants {
    private Grants() {
    }

    /**
     * The rules of one side.
     *
     * @param whom       who gets them
     * @param statements the rules, or why they are not known before a snap says more
     */
    record Side(String whom, List<Statement> statements, Optional<String> unknown) {
    }

    private interface Question {
        List<Statement> ask() throws AttributeException;
    }

    /** All sides that get something, or may. */
    static List<Side> of(Interface contract) {
        String name = contract.info().name();
        SnapIdentity snap = new SnapIdentity("any", "any", "x1", "", SnapType.APP, Optional.empty(), Optional.empty());
        Plug plug = new Plug(snap, name, name, Attributes.none(), Set.of());
        Slot slot = new Slot(contract.info().systemSlot() ? SnapIdentity.system() : snap, name, name, Attributes.none(), Set.of());
        Connection connection = new Connection(plug, slot);
        List<Side> sides = new ArrayList<>();
        add(sides, "a connected plug", () -> contract.connectedPlug(connection));
        add(sides, "a connected slot of a snap", () -> contract.connectedSlot(connection));
        add(sides, "whoever declares a plug", () -> contract.declaredPlug(plug));
        add(sides, "whoever declares a slot", () -> contract.declaredSlot(slot));
        return sides;
    }

    private static void add(List<Side> sides, String whom, Question question) {
        try {
            List<Statement> statements = question.ask();
            if (!statements.isEmpty()) {
                sides.add(new Side(whom, statements, Optional.empty()));
            }
        } catch (AttributeException e) {
            sides.add(new Side(whom, List.of(), Optional.of(e.getMessage())));
        }
    }

    /** A line each: {@code a connected plug can read /etc/fstab: what is mounted when the machine starts}; then who may have it. */
    static List<String> inWords(Interface contract) {
        List<String> lines = new ArrayList<>();
        for (Side side : of(contract)) {
            side.unknown().ifPresent(why -> lines.add(side.whom() + " gets what its attributes say (" + why + ")"));
            side.statements().forEach(one -> lines.add(side.whom() + " " + RuleText.of(one.rule()) + (one.reason().isEmpty() ? "" : ": " + one.reason())));
        }
        contract.info().rules().forEach(rule -> lines.add(rule.render() + (rule.reason().isEmpty() ? "" : " (" + rule.reason() + ")")));
        return lines;
    }
}
