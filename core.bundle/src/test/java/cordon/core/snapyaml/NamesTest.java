package cordon.core.snapyaml;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    private static void assertRule(Predicate<String> rule, List<String> good, List<String> bad) {
        good.forEach(name -> assertTrue(rule.test(name), () -> name + " is refused"));
        bad.forEach(name -> assertFalse(rule.test(name), () -> name + " is accepted"));
        assertFalse(rule.test(null));
        assertFalse(rule.test(""));
    }

    @Test
    void aSnapHas2To40LowerCaseCharactersAndALetter() {
        assertRule(Names::isSnap, List.of("ab", "a1", "1a", "a-b", "0-0a", "a".repeat(40)),
                List.of("a", "1", "12", "1-2", "-a", "a-", "a--b", "A1", "a_b", "a.b", "a b", "a\n", "a".repeat(41), "\u00e9a", "a/b", ".."));
    }

    @Test
    void anInstanceMayHaveAKey() {
        assertRule(Names::isInstance, List.of("foo", "foo_1", "foo_0123456789"), List.of("foo_", "_1", "foo_A", "foo_a-b", "foo_1_2", "foo_01234567890"));
    }

    @Test
    void anAppHasLettersDigitsAndInnerDashes() {
        assertRule(Names::isApp, List.of("a", "A", "1", "a-B-2"), List.of("-a", "a-", "a--b", "a_b", "a.b", "a b", "a\n"));
    }

    @Test
    void plugsSlotsInterfacesAndHooksBeginWithALowerCaseLetter() {
        for (Predicate<String> rule : List.<Predicate<String>>of(Names::isPlugOrSlot, Names::isInterface, Names::isHook)) {
            assertRule(rule, List.of("a", "a1", "network-bind"), List.of("1a", "A", "-a", "a-", "a--b", "a_b", "a\n"));
        }
    }

    @Test
    void anAliasMayHaveDotsAndUnderscores() {
        assertRule(Names::isAlias, List.of("a", "1", "a_b.c-", "A--b"), List.of(".a", "-a", "_a", "a/b", "a b"));
    }

    @Test
    void aVersionHasUpTo32CharactersAndAFirmEnd() {
        assertRule(Names::isVersion, List.of("1", "1.10", "1:2.3+git~rc1", "a+", "a~", "1" + "0".repeat(31)),
                List.of(".1", "1.", "1-", "1:", "+1", "1 2", "1_2", "1" + "0".repeat(32), "1\n"));
    }

    @Test
    void socketsAndComponentsFollowSnaps() {
        assertRule(Names::isSocket, List.of("a", "my-socket"), List.of("A", "1", "a_b"));
        assertRule(Names::isComponent, List.of("my-part"), List.of("a", "A"));
    }

    @Test
    void aVariableIsAnIdentifier() {
        assertRule(Names::isEnvironmentVariable, List.of("A", "_a1"), List.of("1A", "A-B", "A=B", "A B", "\u00c4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a-", "-", "1", "a1-"})
    void aLongNameIsJudgedInTimeThatGrowsWithItsLength(String piece) {
        String name = piece.repeat(200_000) + "!";
        assertFalse(Names.isSocket(name));
        assertFalse(Names.isApp(name));
        assertFalse(Names.isHook(name));
        assertFalse(Names.isAlias(name));
    }
}
