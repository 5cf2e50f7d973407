package cordon.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.policy.Rules;
import cordon.core.RuleText;
import java.util.List;
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
    void aRuleWithoutAReasonAndOneThatNobodyEnforcesAreAskedAbout() throws Exception {
        List<String> questions = questions("/etc/moon r");
        assertTrue(questions.contains("no reason is given for \"file: /etc/moon r\"; write it behind the rule: # REASON"));
        assertTrue(questions.contains("no backend here enforces \"file: /etc/moon r\""));
    }
}
