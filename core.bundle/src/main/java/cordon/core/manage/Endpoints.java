package cordon.core.manage;

import cordon.api.iface.Interface;
import cordon.api.snap.Connection;
import cordon.api.snap.EndpointRef;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.core.registry.Board;
import cordon.core.registry.InstalledSnap;
import cordon.core.snapyaml.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the plugs and slots that people name. Each error says which name is wrong, and which was probably meant. Pure. */
final class Endpoints {
    static final String SYSTEM = "system";

    private final String what;
    private final World world;

    /** @param what for messages: {@code connect foo:network} */
    Endpoints(String what, World world) {
        this.what = what;
        this.world = world;
    }

    /** {@code snap:name}, {@code :name} for the system's; empty for a snap's name alone. */
    static Optional<EndpointRef> parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(new EndpointRef(colon == 0 ? SYSTEM : text.substring(0, colon), text.substring(colon + 1)));
    }

    Plug plug(String text) throws CordonException {
        EndpointRef ref = parse(text).orElseThrow(() -> new CordonException(Kind.INVALID, "cannot " + what + ": \"" + text + "\" names no plug; write SNAP:PLUG"));
        InstalledSnap snap = snap(ref.snap());
        return snap.plugs().stream().filter(one -> one.name().equals(ref.name())).findFirst().orElseThrow(() -> {
            boolean slot = snap.slots().stream().anyMatch(one -> one.name().equals(ref.name()));
            return notFound("snap \"" + snap.name() + "\" has no plug named \"" + ref.name() + "\"" + (slot ? "; it has a slot of that name"
                    : Nearest.hint(ref.name(), snap.plugs().stream().map(Plug::name).toList())));
        });
    }

    /** The slot that the plug shall be joined to, named in any of the ways that {@code connect} takes. */
    Slot slotFor(Plug plug, Optional<String> text) throws CordonException {
        Interface contract = contract(plug.interfaceName());
        Optional<String> refusal = Board.refusal(plug, world.interfaces(), world.admission());
        if (refusal.isPresent()) {
            throw new CordonException(Kind.INVALID, "cannot " + what + ": " + refusal.get());
        }
        if (text.isEmpty()) {
            return one(plug, AutoConnections.fitting(plug, world.board(), contract), "no slot here fits it" + objections(plug, contract));
        }
        Optional<EndpointRef> ref = parse(text.get());
        if (ref.isEmpty()) {
            InstalledSnap snap = snap(text.get());
            return one(plug, offered(snap.name()).stream().filter(slot -> slot.interfaceName().equals(plug.interfaceName())).toList(),
                    "snap \"" + snap.name() + "\" offers no slot of the interface \"" + plug.interfaceName() + "\"");
        }
        Slot slot = slot(ref.get());
        if (!slot.interfaceName().equals(plug.interfaceName())) {
            throw new CordonException(Kind.INVALID, "cannot " + what + ": " + plug.ref() + " is of the interface \"" + plug.interfaceName() + "\", " + slot.ref()
                    + " of \"" + slot.interfaceName() + "\"");
        }
        List<String> objections = world.board().objections(contract, new Connection(plug, slot));
        if (!objections.isEmpty()) {
            throw new CordonException(Kind.INVALID, "cannot " + what + ": " + String.join("; ", objections));
        }
        return slot;
    }

    /** Why the slots of the plug's interface do not fit it. */
    private String objections(Plug plug, Interface contract) {
        return world.board().slots().stream().filter(slot -> slot.interfaceName().equals(plug.interfaceName()))
                .map(slot -> "; not " + slot.ref() + ": " + String.join("; ", world.board().objections(contract, new Connection(plug, slot)))).collect(Collectors.joining());
    }

    InstalledSnap snap(String name) throws CordonException {
        return Optional.ofNullable(world.snaps().get(name)).orElseThrow(
                () -> notFound("no snap named \"" + name + "\" is installed" + Nearest.hint(name, world.snaps().keySet())));
    }

    /** Why nothing of that name can be disconnected. */
    CordonException unknown(EndpointRef ref) throws CordonException {
        List<String> names = offered(ref.snap()).stream().map(Slot::name).collect(Collectors.toList());
        if (ref.snap().equals(SYSTEM)) {
            return notFound("the system has no slot named \"" + ref.name() + "\"" + Nearest.hint(ref.name(), names));
        }
        InstalledSnap snap = snap(ref.snap());
        snap.plugs().forEach(plug -> names.add(plug.name()));
        return notFound("snap \"" + snap.name() + "\" has no plug or slot named \"" + ref.name() + "\"" + Nearest.hint(ref.name(), names));
    }

    CordonException notFound(String why) {
        return new CordonException(Kind.NOT_FOUND, "cannot " + what + ": " + why);
    }

    private Slot slot(EndpointRef ref) throws CordonException {
        Optional<Slot> slot = world.board().slot(ref);
        if (slot.isEmpty()) {
            boolean system = ref.snap().equals(SYSTEM);
            String owner = system ? "the system" : "snap \"" + snap(ref.snap()).name() + "\"";
            throw notFound(owner + " has no slot named \"" + ref.name() + "\"" + Nearest.hint(ref.name(), offered(ref.snap()).stream().map(Slot::name).toList()));
        }
        return slot.get();
    }

    private Interface contract(String name) throws CordonException {
        return world.interfaces().get(name).orElseThrow(() -> notFound("the interface \"" + name + "\" is not here; deploy the bundle that brings it"));
    }

    private List<Slot> offered(String snap) {
        return world.board().slots().stream().filter(slot -> slot.ref().snap().equals(snap)).toList();
    }

    private Slot one(Plug plug, List<Slot> slots, String none) throws CordonException {
        if (slots.isEmpty()) {
            throw notFound(none);
        }
        if (slots.size() > 1) {
            throw new CordonException(Kind.INVALID, "cannot " + what + ": several slots fit " + plug.ref() + "; name one of "
                    + slots.stream().map(slot -> slot.ref().text()).collect(Collectors.joining(", ")));
        }
        return slots.get(0);
    }
}
