package cordon.core.registry;

import cordon.api.iface.Interface;
import cordon.api.snap.Connection;
import cordon.api.snap.EndpointRef;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.core.Plugboard;
import cordon.core.admission.Admission;
import cordon.core.state.Decision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * All plugs and slots at one moment, and how they are joined. Immutable. A connection is in force while plug, slot and
 * interface are here and the interface has nothing against it; a remembered one whose interface is away, or objects, is suspended.
 */
public final class Board {
    private final Map<EndpointRef, Plug> plugs;
    private final SortedMap<EndpointRef, Slot> slots;
    private final SortedMap<String, Joined> joined;
    private final List<Plugboard.Joint> joints;
    private final List<Connection> inForce;
    private final List<String> notes;
    private final Answers answers;

    private Board(Map<EndpointRef, Plug> plugs, SortedMap<EndpointRef, Slot> slots, SortedMap<String, Joined> joined, Answers answers) {
        this.answers = answers;
        this.plugs = plugs;
        this.slots = slots;
        this.joined = joined;
        this.joints = all(joined, Joined::joints);
        this.inForce = all(joined, Joined::inForce);
        this.notes = all(joined, Joined::notes);
    }

    private static <T> List<T> all(SortedMap<String, Joined> joined, Function<Joined, List<T>> which) {
        List<T> all = new ArrayList<>();
        joined.values().forEach(one -> all.addAll(which.apply(one)));
        return Collections.unmodifiableList(all);
    }

    /**
     * The board of these snaps and interfaces.
     *
     * @param admission who may have what; plugs and slots that it would not let be installed are not on the board
     */
    public static Board of(Collection<InstalledSnap> snaps, Catalog<Interface> interfaces, Admission admission) {
        return of(snaps, new Answers(interfaces, admission, null));
    }

    /**
     * The board of another moment. Where interfaces and rules are the same, what was asked about already is not asked again; where plugs and slots are, too,
     * only snaps with another record are looked at.
     */
    public Board next(Collection<InstalledSnap> snaps, Catalog<Interface> interfaces, Admission admission) {
        boolean same = answers.interfaces() == interfaces && answers.admission().equals(admission);
        if (same && haveTheSameEndpoints(snaps)) {
            return new Board(plugs, slots, joined(snaps, joined, plugs, slots, answers), answers);
        }
        return of(snaps, new Answers(interfaces, admission, same ? answers : null));
    }

    private boolean haveTheSameEndpoints(Collection<InstalledSnap> snaps) {
        return snaps.size() == joined.size() && snaps.stream().allMatch(snap -> {
            Joined was = joined.get(snap.name());
            return was != null && was.snap().plugs() == snap.plugs() && was.snap().slots() == snap.slots();
        });
    }

    private static Board of(Collection<InstalledSnap> snaps, Answers answers) {
        Map<EndpointRef, Plug> plugs = new HashMap<>();
        SortedMap<EndpointRef, Slot> slots = new TreeMap<>();
        answers.systemSlots().forEach(slot -> slots.put(slot.ref(), slot));
        for (InstalledSnap snap : snaps) {
            answers.plugs(snap).forEach(plug -> plugs.put(plug.ref(), plug));
            answers.slots(snap).forEach(slot -> slots.put(slot.ref(), slot));
        }
        Board board = new Board(plugs, Collections.unmodifiableSortedMap(slots), joined(snaps, Collections.emptySortedMap(), plugs, slots, answers), answers);
        answers.forgetEarlier();
        return board;
    }

    private static SortedMap<String, Joined> joined(Collection<InstalledSnap> snaps, SortedMap<String, Joined> before, Map<EndpointRef, Plug> plugs,
            Map<EndpointRef, Slot> slots, Answers answers) {
        SortedMap<String, Joined> joined = new TreeMap<>(before);
        for (InstalledSnap snap : snaps) {
            Joined was = joined.get(snap.name());
            if (was == null || was.snap() != snap || !was.lasts()) {
                joined.put(snap.name(), Joined.of(snap, plugs, slots, answers));
            }
        }
        return joined;
    }

    /** Whether what was connected on its own is of an interface that came to need a review since then. */
    public static boolean awaitsReview(Interface contract, Decision decision) {
        return decision.verdict() == Decision.Verdict.AUTOMATIC && contract.info().review().manual();
    }

    /** Why the two are not joined; empty when they can be. */
    public List<String> objections(Interface contract, Connection connection) {
        return answers.objections(contract, connection);
    }

    /** Why a snap may not have this plug; an interface that is not here refuses nobody. */
    public static Optional<String> refusal(Plug plug, Catalog<Interface> interfaces, Admission admission) {
        return interfaces.get(plug.interfaceName()).flatMap(contract -> admission.installation(contract.info(), plug));
    }

    /** Why a snap may not have this slot; an interface that is not here refuses nobody. */
    public static Optional<String> refusal(Slot slot, Catalog<Interface> interfaces, Admission admission) {
        return interfaces.get(slot.interfaceName()).flatMap(contract -> admission.installation(contract.info(), slot));
    }

    /** Who may have what. */
    public Admission admission() {
        return answers.admission();
    }

    /** The plugs of a snap that are on the board. */
    public List<Plug> plugs(InstalledSnap snap) {
        return answers.plugs(snap);
    }

    /** The slots of a snap that are on the board. */
    public List<Slot> slots(InstalledSnap snap) {
        return answers.slots(snap);
    }

    /** The plug of that name. */
    public Optional<Plug> plug(EndpointRef ref) {
        return Optional.ofNullable(plugs.get(ref));
    }

    /** The slot of that name. */
    public Optional<Slot> slot(EndpointRef ref) {
        return Optional.ofNullable(slots.get(ref));
    }

    /** All plugs, by snap and name. */
    public Collection<Plug> plugs() {
        return plugs.values().stream().sorted(Comparator.comparing(Plug::ref)).toList();
    }

    /** All slots, by snap and name. */
    public Collection<Slot> slots() {
        return slots.values();
    }

    /** All connections, suspended ones included. */
    public List<Plugboard.Joint> joints() {
        return joints;
    }

    /** The connections that grant something now, by plug and slot. */
    public List<Connection> inForce() {
        return inForce;
    }

    /** What a person should know: connections to which an interface objects. */
    public List<String> notes() {
        return notes;
    }
}
