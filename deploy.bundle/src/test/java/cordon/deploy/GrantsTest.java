package cordon.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.Side;
import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.policy.Rules;
import cordon.api.snap.SnapType;
import cordon.core.RuleText;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GrantsTest {
    private static List<String> questions(String rule) throws Exception {
        return Lint.of(new OneLineDescriptions().read(OneLineDescriptions.text("moon " + rule), "moon.yaml"), List.of());
    }

    @Test
    void aRuleIsSaidInWords() throws Exception {
        assertEquals(List.of("a connected plug can read, write and lock /var/lib/moon/** where the user owns it"),
                Grants.inWords(new OneLineDescriptions().read(OneLineDescriptions.text("moon owner /var/lib/moon/** rwk"), "moon.yaml")));
        assertEquals("can never call mount(2)", RuleText.of(Rules.parse("syscall", "deny mount")));
        assertEquals("can use the capability net_admin where it runs as root", RuleText.of(Rules.parse("capability", "net_admin")));
        assertEquals("gets text that only nofile understands, raw: limit 4096", RuleText.of(Rules.parse("raw", "nofile limit 4096")));
    }

    @Test
    void wholeTreesAreAskedAboutAndSmallOnesAreNot() throws Exception {
        for (String broad : List.of("/** r", "/** rw", "/home/** rw", "/etc/** r", "@{HOME}/** rw", "@{PROC}/** r", "/home/*/** rw")) {
            assertTrue(questions(broad).stream().anyMatch(one -> one.contains("whole tree")), broad);
        }
        for (String narrow : List.of("/etc/fstab r", "/var/lib/moon/** rw", "@{HOME}/.moon/** rw", "@{PROC}/*/mounts r")) {
            assertFalse(questions(narrow).stream().anyMatch(one -> one.contains("whole tree")), narrow);
        }
    }

    @Test
    void whoMayHaveItIsSaidAndAskedAbout() {
        AdmissionRule reasoned = AdmissionRule.parse(Side.PLUG, "deny-installation", "type=base", "it has no commands");
        AdmissionRule bare = AdmissionRule.parse(Side.PLUG, "allow-auto-connection", "publisher=acme", "");
        assertEquals(List.of("plug deny-installation: type=base (it has no commands)", "plug allow-auto-connection: publisher=acme"), Grants.inWords(silent(true, reasoned, bare)));
        String everybody = "auto-connect connects every snap that has such a plug; a rule such as allow-auto-connection: publisher=NAME says whom";
        String noReason = "no reason is given for \"plug allow-auto-connection: publisher=acme\"; write it behind the rule: # REASON";
        String noCheck = "there is no check: say what a connected plug can do and must not be able to do";
        assertEquals(List.of(noCheck, everybody), Lint.of(silent(true, reasoned), List.of()));
        assertEquals(List.of(noCheck, noReason), Lint.of(silent(true, bare), List.of()));
        assertEquals(List.of(noCheck), Lint.of(silent(false), List.of()));
    }

    /** An interface that grants nothing. */
    private static Interface silent(boolean autoConnect, AdmissionRule... rules) {
        InterfaceInfo info = new InterfaceInfo("moon", "for tests", Set.of(SnapType.SYSTEM), autoConnect, InterfaceInfo.Review.NONE, List.of(), List.of(), List.of(rules));
        return () -> info;
    }

    @Test
    void aRuleWithoutAReasonAndOneThatNobodyEnforcesAreAskedAbout() throws Exception {
        List<String> questions = questions("/etc/moon r");
        assertTrue(questions.contains("no reason is given for \"file: /etc/moon r\"; write it behind the rule: # REASON"));
        assertTrue(questions.contains("no backend here enforces \"file: /etc/moon r\""));
    }
}
