package cordon.shell.verbs;

import cordon.api.snap.EndpointRef;
import cordon.api.snap.Slot;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.Plugboard;
import cordon.shell.text.Json;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code interfaces}: the classic table of slots and plugs. */
final class InterfacesVerb extends Verb {
    private final Cordon cordon;

    InterfacesVerb(Cordon cordon) {
        super(Syntax.of("interfaces", Who.ANYONE, "Show every slot with the plugs that are connected to it").arguments("[SNAP]")
                .options(Option.JSON)
                .details("A slot of the system has no name before the colon. A plug of the slot's name is shown by its snap alone.",
                        "Held: it grants nothing until an administrator approves it; suspended: remembered, and not in force.",
                        "With SNAP, only the slots and plugs of that snap and what they are connected to."));
        this.cordon = cordon;
    }

    @Override
    protected void run(Call call, Parsed words) throws CordonException {
        Plugboard board = cordon.plugboard();
        Optional<String> snap = words.optional(0);
        if (snap.isPresent() && !snap.get().equals("system") && cordon.snap(snap.get()).isEmpty()) {
            throw new CordonException(CordonException.Kind.NOT_FOUND,
                    "cannot show interfaces of \"" + snap.get() + "\": no such snap is installed; \"cordon list\" shows what is");
        }
        List<SlotRow> rows = SlotRow.of(board).stream().filter(row -> snap.isEmpty() || row.concerns(snap.get())).toList();
        if (words.has(Option.JSON)) {
            call.out().println(Json.write(rows.stream().map(InterfacesVerb::json).toList()));
        } else if (rows.isEmpty()) {
            call.err().println("There are no slots and plugs.");
        } else {
            Table table = Table.of(0, call.caller().colours(), "Slot", "Plug");
            Set<EndpointRef> held = held(board);
            rows.forEach(row -> table.row(row.slotText() + (row.slot().filter(held::contains).isPresent() ? " (held)" : ""), row.plugsText()));
            table.lines().forEach(call.out()::println);
        }
    }

    /** The slots of interfaces that grant nothing until they are approved. */
    private Set<EndpointRef> held(Plugboard board) {
        Set<String> names = cordon.interfaces().stream().filter(view -> !view.held().isEmpty()).map(view -> view.info().name()).collect(Collectors.toSet());
        return board.slots().stream().filter(slot -> names.contains(slot.interfaceName())).map(Slot::ref).collect(Collectors.toSet());
    }

    private static Map<String, Object> json(SlotRow row) {
        return Map.of("slot", row.slot().map(EndpointRef::text).orElse(""), "plugs",
                row.plugs().stream().map(end -> Map.of("plug", end.plug().text(), "suspended", end.suspended())).toList());
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() == 1 ? new Words(cordon).snaps() : List.of();
    }
}
