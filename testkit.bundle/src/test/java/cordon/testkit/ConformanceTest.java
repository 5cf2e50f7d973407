package cordon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.iface.InterfaceInfo.AttributeInfo;
import cordon.api.iface.InterfaceInfo.Check;
import cordon.api.iface.InterfaceInfo.Review;
import cordon.api.policy.FileRule;
import cordon.api.policy.PathPattern;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.SnapType;
import cordon.testkit.scratch.Action;
import cordon.testkit.scratch.Sample;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kit finds what is wrong with an interface, and nothing with one that is right. */
class ConformanceTest {
    private static final List<Sample> SAMPLES = List.of(Sample.ofPlug(Map.of("path", "/srv/data")));

    /** Grants what its attribute says. */
    private static class Right implements Interface {
        @Override
        public InterfaceInfo info() {
            return new InterfaceInfo("right", "s", Set.of(SnapType.SYSTEM), false, Review.NONE, List.of(new AttributeInfo("path", "plug", "string", true, "a path")),
                    List.of(new Check("open /etc/shadow r", false)));
        }

        @Override
        public void checkPlug(Plug plug) throws AttributeException {
            path(plug.attributes());
        }

        @Override
        public List<Statement> connectedPlug(Connection connection) throws AttributeException {
            return List.of(new Statement(FileRule.allow(path(connection.plug().attributes()), "r"), "the plug names it"));
        }

        PathPattern path(Attributes attributes) throws AttributeException {
            return PathPattern.literal(attributes, "path");
        }
    }

    /** The names of the tests that fail. */
    private static Set<String> failing(Interface contract) {
        Set<String> failing = new TreeSet<>();
        Conformance.tests(contract, SAMPLES).forEach(test -> {
            if (fails(test)) {
                failing.add(test.getDisplayName());
            }
        });
        return failing;
    }

    private static boolean fails(DynamicTest test) {
        try {
            test.getExecutable().execute();
            return false;
        } catch (Throwable e) { // as JUnit takes it: whatever comes out of a test fails it
            return true;
        }
    }

    @Test
    void nothingIsWrongWithARightOne() {
        assertEquals(Set.of(), failing(new Right()));
    }

    @Test
    void textThatIsTakenForAPatternIsFound() {
        assertTrue(failing(new Right() {
            @Override
            PathPattern path(Attributes attributes) throws AttributeException {
                return PathPattern.parse(attributes.requiredString("path"));
            }
        }).contains("hostile text of an attribute reaches no rule"));
    }

    @Test
    void anAttributeThatIsNotAskedForIsFound() {
        assertTrue(failing(new Right() {
            @Override
            public void checkPlug(Plug plug) {
                // asks for nothing
            }
        }).contains("an attribute that is required cannot be left out"));
    }

    @Test
    void aRuleWithoutAReasonIsFound() {
        assertTrue(failing(new Right() {
            @Override
            public List<Statement> connectedPlug(Connection connection) throws AttributeException {
                return List.of(Statement.of(FileRule.allow(path(connection.plug().attributes()), "r")));
            }
        }).contains("every rule has a reason and is read back from its text"));
    }

    @Test
    void answersThatDifferAreFound() {
        int[] asked = new int[1];
        assertTrue(failing(new Right() {
            @Override
            public List<Statement> connectedPlug(Connection connection) {
                return List.of(new Statement(FileRule.allow(PathPattern.literal("/srv/" + asked[0]++), "r"), "another each time"));
            }
        }).contains("the same question has the same answer from many threads"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"open etc r", "open /etc", "open /etc q", "socket inet", "socket moon stream", "socket inet stream moon", "syscall", "syscall a b", "mount", "", "dbus system send /a"})
    void aCheckLineThatIsNoActionIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> new Action(text));
    }
}
