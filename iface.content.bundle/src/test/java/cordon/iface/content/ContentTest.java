package cordon.iface.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {
    private final Content content = new Content();

    private static SnapIdentity snap(String name) {
        return new SnapIdentity(name, name, "x1", "", SnapType.APP, Optional.empty(), Optional.empty());
    }

    private static Plug plug(Map<String, Object> attributes) {
        return new Plug(snap("foo"), "themes", "content", Attributes.of("plug \"themes\" of snap \"foo\"", attributes), Set.of("bar"));
    }

    private static Slot slot(Map<String, Object> attributes) {
        return new Slot(snap("art"), "themes", "content", Attributes.of("slot \"themes\" of snap \"art\"", attributes), Set.of());
    }

    private List<String> rules(Map<String, Object> plug, Map<String, Object> slot) throws AttributeException {
        content.checkPlug(plug(plug));
        content.checkSlot(slot(slot));
        return content.connectedPlug(new Connection(plug(plug), slot(slot))).stream().map(s -> s.rule().render()).toList();
    }

    @Test
    void oneDirectoryIsMountedAtTheTarget() throws AttributeException {
        List<String> rules = rules(Map.of("target", "themes"), Map.of("read", List.of("share/themes")));
        assertEquals("mount-entry: bind source=/snap/art/x1/share/themes target=/snap/foo/x1/themes access=ro", rules.get(0));
        assertTrue(rules.contains("file: /snap/foo/x1/themes/** rmkix"), rules::toString);
        assertTrue(rules.stream().noneMatch(rule -> rule.matches("file: .* \\w*w\\w*")), rules::toString);
    }

    @Test
    void thePlaceIsThereBeforeTheContent() throws AttributeException {
        assertEquals(List.of("mount-entry: directory target=/snap/foo/x1/themes access=ro"),
                content.declaredPlug(plug(Map.of("target", "themes"))).stream().map(s -> s.rule().render()).toList());
    }

    @Test
    void theTargetOfASnapsDataIsThatOfItsRevision() throws AttributeException {
        List<String> rules = rules(Map.of("target", "$SNAP_COMMON/shared"), Map.of("write", List.of("$SNAP_DATA/box")));
        assertEquals("mount-entry: bind source=/var/snap/art/x1/box target=/var/snap/foo/common/shared access=rw", rules.get(0));
        assertTrue(rules.contains("file: /var/snap/foo/common/shared/** wl"), rules::toString);
    }

    @Test
    void directoriesOfASourceHaveNamesBelowTheTarget() throws AttributeException {
        List<String> rules = rules(Map.of("target", "$SNAP/all"), Map.of("source", Map.of("read", List.of("$SNAP/share/icons"), "write", List.of("$SNAP_COMMON/box"))));
        assertTrue(rules.contains("mount-entry: bind source=/snap/art/x1/share/icons target=/snap/foo/x1/all/icons access=ro"), rules::toString);
        assertTrue(rules.contains("mount-entry: bind source=/var/snap/art/common/box target=/snap/foo/x1/all/box access=rw"), rules::toString);
    }

    @Test
    void differentContentIsNotJoined() {
        assertEquals(List.of(), content.objections(new Connection(plug(Map.of("content", "a")), slot(Map.of("content", "a")))));
        assertFalse(content.objections(new Connection(plug(Map.of("content", "a")), slot(Map.of()))).isEmpty());
    }

    @Test
    void onlySnapsOfOnePublisherAreJoinedOnTheirOwn() {
        assertEquals(List.of("plug allow-auto-connection: same-publisher"), content.info().rules().stream().map(rule -> rule.render()).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "/snap/other/x1/lib", "../x", "a/../../b", "$SNAP/../other", "$HOME/x", "$SNAP_USER_DATA/x", "$SNAPX/x", "a*", "a{b,c}", "a b", "x,\n/** rw", "@{SNAP}/x",
            "", "a//b", "a/"})
    void aPathThatIsNotTheSnapsOwnIsRefusedByName(String path) {
        AttributeException plug = assertThrows(AttributeException.class, () -> content.checkPlug(plug(Map.of("target", path))));
        assertTrue(plug.getMessage().startsWith("plug \"themes\" of snap \"foo\": attribute \"target\": "), plug.getMessage());
        AttributeException slot = assertThrows(AttributeException.class, () -> content.checkSlot(slot(Map.of("read", List.of(path)))));
        assertTrue(slot.getMessage().startsWith("slot \"themes\" of snap \"art\": attribute \"read\": "), slot.getMessage());
    }

    @Test
    void whatSharesNothingOrTooMuchAtOnePlaceIsRefused() {
        assertThrows(AttributeException.class, () -> content.checkPlug(plug(Map.of())));
        assertThrows(AttributeException.class, () -> content.checkPlug(plug(Map.of("target", "t", "content", "a b"))));
        assertThrows(AttributeException.class, () -> content.checkSlot(slot(Map.of())));
        assertThrows(AttributeException.class, () -> content.checkSlot(slot(Map.of("read", List.of("a"), "source", Map.of("read", List.of("b"))))));
        assertThrows(AttributeException.class, () -> content.checkSlot(slot(Map.of("read", List.of("a", "b")))));
        assertThrows(AttributeException.class, () -> content.checkSlot(slot(Map.of("source", Map.of("read", List.of("a/x", "b/x"))))));
        assertThrows(AttributeException.class, () -> content.checkSlot(slot(Map.of("source", Map.of("reed", List.of("a"))))));
        assertThrows(AttributeException.class, () -> content.checkSlot(slot(Map.of("source", List.of("a")))));
    }
}
