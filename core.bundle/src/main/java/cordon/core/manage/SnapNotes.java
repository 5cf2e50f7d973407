package cordon.core.manage;

import cordon.api.policy.Confinement;
import cordon.core.registry.Board;
import cordon.core.registry.InstalledSnap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a person should know about an installed snap. Pure. */
final class SnapNotes {
    private SnapNotes() {
    }

    static List<String> of(InstalledSnap snap, World world) {
        List<String> notes = new ArrayList<>(snap.warnings());
        mode(snap.confinement()).ifPresent(notes::add);
        snap.identity().base().filter(base -> !world.snaps().containsKey(base) && !base.equals("none") && !base.equals("bare"))
                .ifPresent(base -> notes.add("the base " + base + " is not installed: the root of the host serves instead"));
        snap.plugs().stream().filter(plug -> !world.interfaces().has(plug.interfaceName()))
                .forEach(plug -> notes.add("the interface " + plug.interfaceName() + " of the plug " + plug.name() + " is not here; nothing is granted for it"));
        snap.slots().stream().filter(slot -> !world.interfaces().has(slot.interfaceName()))
                .forEach(slot -> notes.add("the interface " + slot.interfaceName() + " of the slot " + slot.name() + " is not here"));
        snap.plugs().forEach(plug -> Board.refusal(plug, world.interfaces(), world.admission())
                .ifPresent(why -> notes.add("the plug " + plug.name() + " is out of use: " + why)));
        snap.slots().forEach(slot -> Board.refusal(slot, world.interfaces(), world.admission())
                .ifPresent(why -> notes.add("the slot " + slot.name() + " is out of use: " + why)));
        snap.labels().forEach(label -> world.failures().getOrDefault(label, List.of()).forEach(line -> notes.add(label.app() + ": " + line)));
        world.board().notes().stream().filter(note -> note.startsWith(snap.name() + ":")).forEach(notes::add);
        return notes.stream().distinct().toList();
    }

    private static Optional<String> mode(Confinement confinement) {
        return switch (confinement) {
            case STRICT -> Optional.empty();
            case DEVMODE -> Optional.of("it is not confined: in devmode violations are logged, where the kernel can, and permitted");
            case CLASSIC -> Optional.of("it is not confined: its commands have all rights of whoever starts them");
        };
    }
}
