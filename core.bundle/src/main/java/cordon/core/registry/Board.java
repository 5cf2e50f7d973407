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

/**
 * All plugs and slots at one moment, and how they are joined. Immutable. A connection is in force while plug, slot and
 * interface are here and the interface has nothing against it; a remembered one whose interface is away, or objects, is suspended.
 */
public final class Board {
    private final Map<EndpointRef, Plug> plugs;
    private final SortedMap<EndpointRef, Slot> slots;
    private final List<Plugboard.Joint> joints;
    private final List<Connection> inForce;
    private final List<String> notes;
    private final Answers answers;

    private Board(Map<EndpointRef, Plug> plugs, SortedMap<EndpointRef, Slot> slots, List<Plugboard.Joint> joints,
            List<Connection> inForce, List<String> notes, Answers answers) {
        this.answers = answers;
        this.plugs = plugs;
        this.slots = Collections.unmodifiableSortedMap(slots);
        this.joints = List.copyOf(joints);
        this.inForce = List.copyOf(inForce);
        this.notes = List.copyOf(notes);
    }

    /**
     * The board of these snaps and interfaces.
     *
     * @param admission who may have what; plugs and slots that it would not let be installed are not on the board
     */
    public static Board of(Collection<InstalledSnap> snaps, Catalog<Interface> interfaces, Admission admission) {
        return of(snaps, new Answers(interfaces, admission, null));
    }

    /** The board of another moment. Where interfaces and rules are the same, what was asked about already is not asked again. */
    public Board next(Collection<InstalledSnap> snaps, Catalog<Interface> interfaces, Admission admission) {
        boolean same = answers.interfaces() == interfaces && answers.admission().equals(admission);
        return of(snaps, new Answers(interfaces, admission, same ? answers : null));
    }

    private static Board of(Collection<InstalledSnap> snaps, Answers answers) {
        Catalog<Interface> interfaces = answers.interfaces();
        Map<EndpointRef, Plug> plugs = new HashMap<>();
        SortedMap<EndpointRef, Slot> slots = new TreeMap<>();
        answers.systemSlots().forEach(slot -> slots.put(slot.ref(), slot));
        for (InstalledSnap snap : snaps) {
            answers.plugs(snap).forEach(plug -> plugs.put(plug.ref(), plug));
            answers.slots(snap).forEach(slot -> slots.put(slot.ref(), slot));
        }
        List<Plugboard.Joint> joints = new ArrayList<>();
        List<Connection> inForce = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (InstalledSnap snap : snaps) {
            for (Decision decision : snap.record().decisions().stream().filter(Decision::connected).toList()) {
                EndpointRef plugRef = new EndpointRef(snap.name(), decision.plug());
                Optional<Connection> connection = connection(plugs.get(plugRef), slots.get(decision.slot()), decision, answers);
                Optional<Interface> contract = interfaces.get(decision.interfaceName());
                boolean known = plugs.containsKey(plugRef) && plugs.get(plugRef).interfaceName().equals(decision.interfaceName());
                if (connection.isEmpty() && (!known || contract.isPresent())) {
                    continue; // What it joined is gone; the record is tidied up by whoever took it away.
                }
                List<String> objections = connection.isEmpty() || contract.isEmpty() ? List.of()
                        : awaitsReview(contract.get(), decision) ? List.of("the interface is to be reviewed now, and nobody has connected them")
                        : answers.objections(contract.get(), connection.get());
                objections.forEach(objection -> notes.add(plugRef + " and " + decision.slot() + " are not joined: " + objection));
                boolean suspended = connection.isEmpty() || contract.isEmpty() || !objections.isEmpty();
                joints.add(new Plugboard.Joint(plugRef, decision.slot(), decision.interfaceName(),
                        decision.verdict() == Decision.Verdict.MANUAL, suspended));
                if (!suspended) {
                    inForce.add(connection.get());
                }
            }
        }
        joints.sort(Comparator.comparing(Plugboard.Joint::plug).thenComparing(Plugboard.Joint::slot));
        inForce.sort(Comparator.comparing((Connection one) -> one.plug().ref()).thenComparing(one -> one.slot().ref()));
        answers.forgetEarlier();
        return new Board(plugs, slots, joints, inForce, notes, answers);
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

    private static Optional<Connection> connection(Plug plug, Slot slot, Decision decision, Answers answers) {
        boolean fits = plug != null && slot != null && plug.interfaceName().equals(decision.interfaceName())
                && slot.interfaceName().equals(decision.interfaceName());
        return fits ? Optional.of(answers.connection(plug, slot)) : Optional.empty();
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
