package cordon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo.AttributeInfo;
import cordon.api.iface.InterfaceInfo.Check;
import cordon.api.policy.Rules;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.testkit.scratch.Action;
import cordon.testkit.scratch.Sample;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The tests of {@link InterfaceConformance}, for one interface. Immutable. */
public final class Conformance {
    private static final int TIMES_ASKED = 200;

    private final Interface contract;
    private final List<Sample> samples;
    private final Subject usual;

    private Conformance(Interface contract, List<Sample> samples) {
        this.contract = contract;
        this.samples = List.copyOf(samples);
        this.usual = Subject.of(contract);
    }

    /**
     * A test for each thing that it has to hold.
     *
     * @param samples plugs and slots that are right and fit each other; together they have each attribute that the interface documents
     */
    public static Stream<DynamicTest> tests(Interface contract, List<Sample> samples) {
        Conformance of = new Conformance(contract, samples);
        return Stream.of(dynamicTest("what is said of it is the same each time", of::whatIsSaidOfItIsTheSameEachTime),
                dynamicTest("the samples are right and have each attribute that is documented", of::theSamplesAreRightAndHaveEachAttributeThatIsDocumented),
                dynamicTest("every rule has a reason and is read back from its text", of::everyRuleHasAReasonAndIsReadBackFromItsText),
                dynamicTest("any names that snaps can have give rules that are read back", of::anyNamesThatSnapsCanHaveGiveRulesThatAreReadBack),
                dynamicTest("the same question has the same answer from many threads", of::theSameQuestionHasTheSameAnswerFromManyThreads),
                dynamicTest("an attribute of a wrong type is taken or refused by name", of::anAttributeOfAWrongTypeIsTakenOrRefusedByName),
                dynamicTest("an attribute that is required cannot be left out", of::anAttributeThatIsRequiredCannotBeLeftOut),
                dynamicTest("hostile text of an attribute reaches no rule", of::hostileTextOfAnAttributeReachesNoRule),
                dynamicTest("its check lines are actions and something is refused", of::itsCheckLinesAreActionsAndSomethingIsRefused));
    }

    void whatIsSaidOfItIsTheSameEachTime() {
        assertEquals(contract.info(), contract.info());
    }

    void theSamplesAreRightAndHaveEachAttributeThatIsDocumented() throws AttributeException {
        for (Sample sample : samples) {
            usual.statements(sample.plug(), sample.slot());
        }
        for (AttributeInfo attribute : contract.info().attributes()) {
            assertTrue(samples.stream().anyMatch(sample -> side(sample, attribute).containsKey(attribute.name())),
                    "no sample has the attribute \"" + attribute.name() + "\" of the " + attribute.side());
        }
    }

    private static Map<String, Object> side(Sample sample, AttributeInfo attribute) {
        return attribute.side().equals("plug") ? sample.plug() : sample.slot();
    }

    void everyRuleHasAReasonAndIsReadBackFromItsText() throws AttributeException {
        for (Sample sample : samples) {
            assertReadBack(usual.statements(sample.plug(), sample.slot()));
        }
    }

    private static void assertReadBack(List<Statement> statements) {
        for (Statement statement : statements) {
            assertFalse(statement.reason().isBlank(), "no reason is given for " + statement.rule().render());
            assertEquals(statement.rule(), Rules.parse(statement.rule().kind(), statement.rule().text()));
        }
    }

    void anyNamesThatSnapsCanHaveGiveRulesThatAreReadBack() throws AttributeException {
        for (Subject.Names names : Subject.Names.ODD) {
            for (Sample sample : samples) {
                assertReadBack(new Subject(contract, names).statements(sample.plug(), sample.slot()));
            }
        }
    }

    void theSameQuestionHasTheSameAnswerFromManyThreads() throws AttributeException {
        for (Sample sample : samples) {
            List<Statement> first = usual.statements(sample.plug(), sample.slot());
            assertTrue(IntStream.range(0, TIMES_ASKED).parallel().allMatch(i -> {
                try {
                    return Subject.of(contract).statements(sample.plug(), sample.slot()).equals(first);
                } catch (AttributeException e) {
                    return false;
                }
            }), "an answer differs");
        }
    }

    void anAttributeOfAWrongTypeIsTakenOrRefusedByName() {
        for (Sample sample : samples) {
            for (AttributeInfo attribute : contract.info().attributes()) {
                for (Object value : Hostile.ofOtherTypes()) {
                    Map<String, Object> changed = new HashMap<>(side(sample, attribute));
                    changed.put(attribute.name(), value);
                    assertTakenOrRefusedByName(sample, attribute, changed);
                }
            }
        }
    }

    private void assertTakenOrRefusedByName(Sample sample, AttributeInfo attribute, Map<String, Object> changed) {
        boolean ofPlug = attribute.side().equals("plug");
        try {
            assertReadBack(ofPlug ? usual.statements(changed, sample.slot()) : usual.statements(sample.plug(), changed));
        } catch (AttributeException e) {
            String owner = ofPlug ? "plug \"the-plug\" of snap \"web\": " : "slot \"the-slot\" of snap \"server\": ";
            assertTrue(e.getMessage().startsWith(owner) && e.getMessage().contains("attribute \""), "names neither side, snap nor attribute: " + e.getMessage());
        }
    }

    void anAttributeThatIsRequiredCannotBeLeftOut() {
        for (Sample sample : samples) {
            for (AttributeInfo attribute : contract.info().attributes().stream().filter(AttributeInfo::required).toList()) {
                boolean ofPlug = attribute.side().equals("plug");
                Map<String, Object> changed = new HashMap<>(side(sample, attribute));
                if (changed.remove(attribute.name()) != null) {
                    assertThrows(AttributeException.class, () -> {
                        if (ofPlug) {
                            contract.checkPlug(usual.plug(changed));
                        } else {
                            contract.checkSlot(usual.snapSlot(changed));
                        }
                    }, "without \"" + attribute.name() + "\" the " + attribute.side() + " is taken");
                }
            }
        }
    }

    void hostileTextOfAnAttributeReachesNoRule() {
        for (Sample sample : samples) {
            Hostile.variants(sample.plug()).forEach(plug -> assertKeptOut(plug, sample.slot()));
            Hostile.variants(sample.slot()).forEach(slot -> assertKeptOut(sample.plug(), slot));
        }
    }

    private void assertKeptOut(Map<String, Object> plug, Map<String, Object> slot) {
        try {
            List<Statement> statements = usual.statements(plug, slot);
            assertReadBack(statements);
            for (Statement statement : statements) {
                assertFalse(Hostile.in(statement.rule().text()), () -> "from " + plug + " and " + slot + " comes \"" + statement.rule().render() + "\"");
            }
        } catch (AttributeException e) {
            assertFalse(e.getMessage().contains("\n"), "what a snap says comes through to the terminal: " + e.getMessage());
        }
    }

    void itsCheckLinesAreActionsAndSomethingIsRefused() {
        List<Check> checks = contract.info().checks();
        checks.forEach(check -> new Action(check.action()));
        assertTrue(checks.stream().anyMatch(check -> !check.allowed()), "no check line says what even a connected plug must not be able to do");
    }
}
