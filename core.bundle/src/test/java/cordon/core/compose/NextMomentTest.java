package cordon.core.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.policy.Statement;
import cordon.api.snap.Connection;
import cordon.api.snap.EndpointRef;
import cordon.api.snap.SnapType;
import cordon.core.admission.Admission;
import cordon.core.registry.Board;
import cordon.core.registry.Catalog;
import cordon.core.registry.InstalledSnap;
import cordon.core.registry.Provider;
import cordon.core.snapyaml.SnapYaml;
import cordon.core.snapyaml.SnapYamlException;
import cordon.core.state.Decision;
import cordon.core.state.Mode;
import cordon.core.state.Revision;
import cordon.core.state.SnapRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Board and policies of the next moment are made of those of the last one, and are what they would be if they were made anew. */
class NextMomentTest {
    private static final String CONSUMER = "plugs: {radio: , share: }\napps: {one: {command: c}, two: {command: c, plugs: [clock]}}\n";
    private static final String PROVIDER = "slots: {share: }\napps: {app: {command: c}}\n";
    private final Says radio = new Says("radio", Set.of(SnapType.SYSTEM));
    private final Says clock = new Says("clock", Set.of(SnapType.SYSTEM));
    private final Says share = new Says("share", Set.of(SnapType.APP));
    private Catalog<Interface> interfaces = catalog(true);

    /** An interface whose connections grant a capability each, unless it objects. */
    private static final class Says implements Interface {
        private final InterfaceInfo info;
        private List<String> objections = List.of();

        Says(String name, Set<SnapType> offeredBy) {
            info = new InterfaceInfo(name, "for tests", offeredBy, false, InterfaceInfo.Review.NONE, List.of(), List.of(), List.of());
        }

        @Override
        public InterfaceInfo info() {
            return info;
        }

        @Override
        public List<String> objections(Connection connection) {
            return objections;
        }

        @Override
        public List<Statement> connectedPlug(Connection connection) {
            return List.of(Statement.parse("capability", info.name().equals("radio") ? "net_raw" : "sys_time", "a test needs it"));
        }

        @Override
        public List<Statement> connectedSlot(Connection connection) {
            return List.of(Statement.parse("capability", "sys_nice", "the other side"));
        }
    }

    private Catalog<Interface> catalog(boolean bundled) {
        return Catalog.of(List.of(radio, clock, share).stream().map((Interface one) -> new Provider<>(one, one.info().name(), "bundle", "1.0.0", bundled, 0, 1, 1)).toList());
    }

    private static InstalledSnap snap(String name, String yaml, String revision) {
        try {
            SnapRecord record = new SnapRecord(name, revision, List.of(new Revision(revision, "0".repeat(64), Instant.EPOCH, Mode.DEFAULT)), List.of());
            byte[] text = ("name: " + name + "\nversion: '1'\nsummary: s\ndescription: d\n" + yaml).getBytes(StandardCharsets.UTF_8);
            return InstalledSnap.of(record, SnapYaml.read(text, "snap.yaml").info(), Path.of("/p/" + name), List.of());
        } catch (SnapYamlException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InstalledSnap decided(InstalledSnap snap, String plug, String slotSnap, Decision.Verdict verdict) {
        return snap.with(snap.record().with(new Decision(plug, new EndpointRef(slotSnap, plug), plug, verdict)));
    }

    private static SortedMap<String, InstalledSnap> some() {
        SortedMap<String, InstalledSnap> snaps = new TreeMap<>();
        for (String name : List.of("aa", "bb", "cc")) {
            snaps.put(name, snap(name, CONSUMER, "x1"));
        }
        snaps.put("store", snap("store", PROVIDER, "x1"));
        return snaps;
    }

    private Board board(SortedMap<String, InstalledSnap> snaps) {
        return Board.of(snaps.values(), interfaces, Admission.SILENT);
    }

    private static Composer composer() {
        Template none = new Template(List.of());
        return new Composer(() -> none);
    }

    @Test
    void whateverChangesTheOutcomeIsThatOfABeginning() {
        Random random = new Random(3);
        SortedMap<String, InstalledSnap> snaps = some();
        Composer composer = composer();
        Board board = board(snaps);
        Composer.Composition composed = composer.compose(snaps.values(), board, interfaces, Map.of());
        for (int round = 0; round < 300; round++) {
            String name = List.of("aa", "bb", "cc").get(random.nextInt(3));
            Decision.Verdict verdict = random.nextInt(3) == 0 ? Decision.Verdict.REFUSED : Decision.Verdict.MANUAL;
            switch (random.nextInt(8)) {
                case 0 -> snaps.put(name, snap(name, CONSUMER, "x" + (round + 2)));
                case 1 -> snaps.remove(name);
                case 2 -> snaps.put("store", snap("store", PROVIDER, "x" + (round + 2)));
                case 3 -> snaps.remove("store");
                case 4 -> interfaces = catalog(random.nextBoolean());
                default -> snaps.computeIfPresent(name, (key, snap) -> {
                    String plug = List.of("radio", "clock", "share").get(random.nextInt(3));
                    return decided(snap, plug, plug.equals("share") ? "store" : "system", verdict);
                });
            }
            board = board.next(snaps.values(), interfaces, Admission.SILENT);
            composed = composer.compose(snaps.values(), board, interfaces, composed.policies());
            Board fresh = board(snaps);
            assertEquals(fresh.joints(), board.joints());
            assertEquals(fresh.inForce(), board.inForce());
            assertEquals(List.copyOf(fresh.plugs()), List.copyOf(board.plugs()));
            assertEquals(List.copyOf(fresh.slots()), List.copyOf(board.slots()));
            assertEquals(composer().compose(snaps.values(), fresh, interfaces, Map.of()).policies(), composed.policies());
        }
    }

    @Test
    void whatAnotherSnapsRecordSaysIsNotLookedAtAgain() {
        SortedMap<String, InstalledSnap> snaps = some();
        snaps.replaceAll((name, snap) -> name.equals("store") ? snap : decided(snap, "radio", "system", Decision.Verdict.MANUAL));
        Board before = board(snaps);
        snaps.computeIfPresent("bb", (name, snap) -> decided(snap, "radio", "system", Decision.Verdict.REFUSED));
        Board after = before.next(snaps.values(), interfaces, Admission.SILENT);
        assertEquals(3, before.joints().size());
        assertEquals(2, after.joints().size());
        assertSame(before.joints().get(0), after.joints().get(0));
        assertSame(before.joints().get(2), after.joints().get(1));
    }

    @Test
    void anInterfaceFromOutsideIsAskedAgain() {
        interfaces = catalog(false);
        SortedMap<String, InstalledSnap> snaps = some();
        snaps.computeIfPresent("aa", (name, snap) -> decided(snap, "radio", "system", Decision.Verdict.MANUAL));
        Board before = board(snaps);
        assertEquals(1, before.inForce().size());
        radio.objections = List.of("not any more");
        Board after = before.next(snaps.values(), interfaces, Admission.SILENT);
        assertEquals(List.of(), after.inForce());
        assertNotSame(before.joints().get(0), after.joints().get(0));
    }
}
