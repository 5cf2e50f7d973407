package cordon.core.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.snap.EndpointRef;
import cordon.core.DamagedSnap;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateStoreTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private Path root;
    private StateStore store;

    @BeforeEach
    void open(@TempDir Path temporary) {
        root = temporary;
        store = new StateStore(temporary);
    }

    private static SnapRecord snap(String name, Decision.Verdict verdict) {
        Decision decision = new Decision("plug", new EndpointRef("system", "network"), "network", verdict);
        return new SnapRecord(name, "x2", List.of(new Revision("x1", HASH, Instant.EPOCH, Mode.DEFAULT),
                new Revision("x2", HASH, Instant.parse("2026-01-02T03:04:05.678Z"), Mode.DEVMODE)), List.of(decision));
    }

    private Path file(String name) {
        return root.resolve("snaps").resolve(name);
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        SnapRecord foo = snap("foo", Decision.Verdict.MANUAL);
        store.write(foo);
        assertEquals(List.of(foo), store.load().records());
        store.delete("foo");
        store.delete("foo");
        assertEquals(List.of(), store.load().records());
    }

    @Test
    void aDamagedRecordIsReportedAndTheOthersAreRead() throws Exception {
        SnapRecord foo = snap("foo", Decision.Verdict.REFUSED);
        store.write(foo);
        String text = Files.readString(file("foo.json"));
        Files.writeString(file("cut.json"), text.substring(0, 40));
        Files.writeString(file("other.json"), text);
        Files.writeString(file("future.json"), text.replace("\"format\": \"1\"", "\"format\": \"2\""));
        Files.writeString(file("date.json"), text.replace("2026-01-02", "2026-13-02"));
        Files.writeString(file("path.json"), text.replace("\"x2\"", "\"../x2\""));
        Files.writeString(file("list.json"), "[1, 2]");
        Files.createDirectory(file("directory.json"));
        StateStore.Loaded loaded = store.load();
        assertEquals(List.of(foo), loaded.records());
        assertEquals(List.of("cut", "date", "directory", "future", "list", "other", "path"), loaded.damaged().stream().map(DamagedSnap::name).toList());
        String other = loaded.damaged().get(5).problem();
        assertTrue(other.endsWith("the record of snap \"other\" is damaged: it is the record of \"foo\"; remove the snap, or repair the record and start the "
                + "daemon anew"), other);
    }

    @Test
    void aRecordThatWasCutShortIsDamagedWhereverItWasCut() throws Exception {
        store.write(snap("foo", Decision.Verdict.AUTOMATIC));
        byte[] text = Files.readAllBytes(file("foo.json"));
        for (int length = 0; length < text.length - 2; length++) {
            String cut = new String(text, 0, length, StandardCharsets.US_ASCII);
            Files.writeString(file("foo.json"), cut);
            assertEquals(List.of("foo"), store.load().damaged().stream().map(DamagedSnap::name).toList(), cut);
        }
    }

    @Test
    void aChangeOfSeveralRecordsThatWasCutShortIsFinishedAtTheNextStart() throws Exception {
        List<SnapRecord> before = List.of(snap("one", Decision.Verdict.MANUAL), snap("two", Decision.Verdict.MANUAL));
        List<SnapRecord> after = List.of(snap("one", Decision.Verdict.REFUSED), snap("two", Decision.Verdict.REFUSED));
        store.write(before.get(0));
        store.write(before.get(1));
        Files.write(file(".intent"), RecordText.writeAll(after));
        store.write(after.get(0));
        assertEquals(after, store.load().records());
        assertTrue(Files.notExists(file(".intent")));
        store.write(after, before);
        assertEquals(before, store.load().records());
    }

    @Test
    void aRecordThatContradictsItselfCannotBe() {
        Revision revision = new Revision("x1", HASH, Instant.EPOCH, Mode.DEFAULT);
        assertThrows(IllegalArgumentException.class, () -> new SnapRecord("foo", "x2", List.of(revision), List.of()));
        assertThrows(IllegalArgumentException.class, () -> new SnapRecord("../foo", "x1", List.of(revision), List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Revision("1", HASH, Instant.EPOCH, Mode.DEFAULT));
    }

    @Test
    void noTemporaryFileIsLeft() throws Exception {
        store.write(snap("foo", Decision.Verdict.MANUAL));
        try (Stream<Path> files = Files.list(root.resolve("snaps"))) {
            assertEquals(List.of("foo.json"), files.map(file -> file.getFileName().toString()).toList());
        }
    }
}
