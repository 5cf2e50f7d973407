package cordon.shell.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.Enforcement;
import cordon.api.backend.Facet;
import cordon.api.backend.Support;
import cordon.api.policy.Confinement;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rules;
import cordon.core.BackendView;
import cordon.core.ReportView;
import cordon.core.ReportView.Answer;
import cordon.core.ReportView.Degree;
import cordon.core.ReportView.RuleView;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTextTest {
    private static final List<BackendView> BACKENDS = List.of(
            new BackendView("landlock", new Support(true, "Landlock ABI 2", List.of("no truncate")), List.of(Facet.FILES), "b"),
            new BackendView("seccomp", new Support(true, "filters", List.of()), List.of(Facet.SYSTEM_CALLS, Facet.NETWORK), "b"));

    private static RuleView rule(String kind, String text, Enforcement landlock, Enforcement seccomp) {
        Degree degree = Degree.of(landlock).compareTo(Degree.of(seccomp)) > 0 ? Degree.of(landlock) : Degree.of(seccomp);
        return new RuleView(new PolicyEntry(Rules.parse(kind, text), new Origin.Template(), "why"), degree,
                List.of(new Answer("landlock", landlock), new Answer("seccomp", seccomp)));
    }

    private static ReportView report(Confinement confinement) {
        Enforcement no = new Enforcement.NotAtAll("it is about files");
        Enforcement not = new Enforcement.NotAtAll("it is about calls");
        Enforcement weaker = new Enforcement.Weaker("all beneath");
        return new ReportView("foo.app", "partial: no device mediation", confinement, BACKENDS, List.of(
                rule("syscall", "read", no, new Enforcement.Exactly()), rule("syscall", "write", no, new Enforcement.Exactly()),
                rule("file", "/etc/ r", weaker, not), rule("capability", "chown", no, not), rule("file", "/opt/ r", weaker, not)));
    }

    @Test
    void whatNobodyEnforcesComesFirstAndRulesOfOneReasonStandTogether() {
        assertEquals("""
                command:      foo.app
                verdict:      partial: no device mediation
                confinement:  strict
                rules:        5: 1 not enforced, 2 weaker, 0 stricter, 2 exactly
                backends:     landlock for files: Landlock ABI 2 (no truncate)
                              seccomp for system calls, network: filters

                Not enforced by any backend: 1 rule
                  landlock: it is about files; seccomp: it is about calls
                    capability: chown  template

                Weaker than written, more is allowed: 2 rules
                  landlock, weaker: all beneath
                    file: /etc/ r  template
                    file: /opt/ r  template

                Exactly as written: 2 rules
                  seccomp: 2 syscall rules of template""", String.join("\n", ReportText.lines(report(Confinement.STRICT), false)));
    }

    @Test
    void rulesThatAreEnforcedExactlyAreListedOnDemand() {
        List<String> lines = ReportText.lines(report(Confinement.STRICT), true);
        assertEquals(List.of("  seccomp, exactly", "    syscall: read   template", "    syscall: write  template"), lines.subList(lines.size() - 3, lines.size()));
    }

    @Test
    void ofACommandThatIsNotStrictItIsSaidThatNothingIsRefused() {
        assertTrue(ReportText.lines(report(Confinement.DEVMODE), true).contains(
                "Nothing is refused to it; \"cordon policy foo.app\" lists the rules that it would have if it were strict."));
    }
}
