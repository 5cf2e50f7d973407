package cordon.core.manage;

import cordon.api.snap.EndpointRef;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.core.CordonException;
import cordon.core.Outcome;
import cordon.core.Plugboard;
import cordon.core.registry.Board;
import cordon.core.registry.InstalledSnap;
import cordon.core.state.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Joins plugs to slots and parts them. What an administrator decides is remembered, so that nothing undoes it on its own. */
final class Connecting {
    private final Tools tools;

    Connecting(Tools tools) {
        this.tools = tools;
    }

    /**
     * Records that would be others.
     *
     * @param what    for messages: {@code connect foo:network to :network}
     * @param done    the summary when it has happened
     * @param changed the snaps as they would be; none when all is so already
     */
    record Wish(String what, String done, List<InstalledSnap> changed) {
        /** All snaps as they would be. */
        SortedMap<String, InstalledSnap> snaps(World now) {
            SortedMap<String, InstalledSnap> snaps = new TreeMap<>(now.snaps());
            changed.forEach(snap -> snaps.put(snap.name(), snap));
            return snaps;
        }
    }

    Outcome connect(String plug, Optional<String> slot) throws CordonException {
        return tools.changes().alone(now -> carryOut(now, joining(now, plug, slot)));
    }

    Outcome disconnect(String endpoint, Optional<String> slot) throws CordonException {
        return tools.changes().alone(now -> carryOut(now, parting(now, endpoint, slot)));
    }

    static Wish joining(World now, String plugText, Optional<String> slotText) throws CordonException {
        String what = "connect " + plugText + slotText.map(slot -> " to " + slot).orElse("");
        now.requireKnownSite(what);
        Endpoints endpoints = new Endpoints(what, now);
        Plug plug = endpoints.plug(plugText);
        Slot slot = endpoints.slotFor(plug, slotText);
        InstalledSnap snap = now.snaps().get(plug.snap().instanceName());
        String pair = plug.ref() + " to " + slot.ref();
        boolean stands = snap.record().decisions().stream().anyMatch(one -> one.concerns(plug.name(), slot.ref()) && one.connected()
                && one.interfaceName().equals(plug.interfaceName()) && now.interfaces().get(one.interfaceName()).filter(contract -> Board.awaitsReview(contract, one)).isEmpty());
        if (stands) {
            return new Wish("connect " + pair, plug.ref() + " is connected to " + slot.ref() + " already", List.of());
        }
        Decision decision = new Decision(plug.name(), slot.ref(), plug.interfaceName(), Decision.Verdict.MANUAL);
        return new Wish("connect " + pair, "connected " + pair, List.of(Records.with(snap, List.of(decision))));
    }

    static Wish parting(World now, String text, Optional<String> slotText) throws CordonException {
        String what = "disconnect " + text + slotText.map(slot -> " from " + slot).orElse("");
        List<Plugboard.Joint> joints = new ArrayList<>(chosen(new Endpoints(what, now), now, text, slotText));
        Map<String, List<Plugboard.Joint>> bySnap = joints.stream().collect(Collectors.groupingBy(joint -> joint.plug().snap(), TreeMap::new, Collectors.toList()));
        List<InstalledSnap> after = new ArrayList<>();
        bySnap.forEach((name, own) -> after.add(Records.with(now.snaps().get(name), own.stream().map(joint -> new Decision(joint.plug().name(),
                joint.slot(), joint.interfaceName(), Decision.Verdict.REFUSED)).toList())));
        String pairs = joints.stream().map(joint -> joint.plug() + " from " + joint.slot()).collect(Collectors.joining(", "));
        return new Wish(what, "disconnected " + pairs, after);
    }

    /** The connections that the words name; never none. */
    private static List<Plugboard.Joint> chosen(Endpoints endpoints, World now, String text, Optional<String> slotText) throws CordonException {
        List<Plugboard.Joint> all = now.board().joints();
        Optional<EndpointRef> ref = Endpoints.parse(text);
        if (slotText.isPresent()) {
            Plug plug = endpoints.plug(text);
            Optional<EndpointRef> slot = Endpoints.parse(slotText.get());
            String snap = slot.map(EndpointRef::snap).orElse(slotText.get());
            List<Plugboard.Joint> one = all.stream().filter(joint -> joint.plug().equals(plug.ref()))
                    .filter(joint -> slot.map(joint.slot()::equals).orElse(joint.slot().snap().equals(snap))).toList();
            return some(one, endpoints, plug.ref() + " is not connected to " + slotText.get() + connectedTo(all, plug.ref()));
        }
        if (ref.isEmpty()) {
            String snap = endpoints.snap(text).name();
            return some(all.stream().filter(joint -> joint.plug().snap().equals(snap) || joint.slot().snap().equals(snap)).toList(), endpoints,
                    "nothing of snap \"" + snap + "\" is connected");
        }
        List<Plugboard.Joint> named = all.stream().filter(joint -> joint.plug().equals(ref.get()) || joint.slot().equals(ref.get())).toList();
        if (named.isEmpty() && now.board().plug(ref.get()).isEmpty() && now.board().slot(ref.get()).isEmpty()) {
            throw endpoints.unknown(ref.get());
        }
        return some(named, endpoints, ref.get() + " is not connected to anything");
    }

    private static String connectedTo(List<Plugboard.Joint> all, EndpointRef plug) {
        String slots = all.stream().filter(joint -> joint.plug().equals(plug)).map(joint -> joint.slot().text()).collect(Collectors.joining(", "));
        return slots.isEmpty() ? "" : "; it is connected to " + slots;
    }

    private static List<Plugboard.Joint> some(List<Plugboard.Joint> joints, Endpoints endpoints, String why) throws CordonException {
        if (joints.isEmpty()) {
            throw endpoints.notFound(why);
        }
        return joints;
    }

    private Outcome carryOut(World now, Wish wish) throws CordonException {
        if (wish.changed().isEmpty()) {
            return new Outcome(wish.done(), List.of(), List.of());
        }
        List<InstalledSnap> before = wish.changed().stream().map(snap -> now.snaps().get(snap.name())).toList();
        Applied applied = tools.changes().apply(wish.what(), wish.snaps(now), () -> tools.records().write(before, wish.changed()));
        List<String> details = new ArrayList<>(Report.rules(applied.before(), applied.after()));
        details.addAll(tools.running().effect(applied.loaded(), applied.after()));
        return new Outcome(wish.done(), details, applied.warnings());
    }
}
