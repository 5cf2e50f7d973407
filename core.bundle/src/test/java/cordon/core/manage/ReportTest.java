package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.api.backend.Enforcement;
import cordon.api.backend.Facet;
import cordon.api.backend.Reach;
import cordon.api.backend.Support;
import cordon.api.launch.Stage;
import cordon.api.policy.Statement;
import cordon.core.CordonException.Kind;
import cordon.core.InstallOptions;
import cordon.core.ReportView;
import cordon.core.ReportView.Degree;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said about how faithfully a policy is enforced. */
class ReportTest extends SystemTest {
    private static final String APP = "apps: {app: {command: c}}\n";
    private final FakeInterface network = FakeInterface.system("network", true, "net_raw");

    @BeforeEach
    void installOne() throws Exception {
        network.more = Statement.parse("file", "/etc/hosts r", "names");
        system.add(network);
        system.install("foo", "plugs: {network: }\n" + APP);
    }

    private ReportView report() throws Exception {
        return system.cordon.report("foo.app");
    }

    private Degree degree(String rule) throws Exception {
        return report().rules().stream().filter(one -> one.entry().rule().render().equals(rule)).findFirst().orElseThrow().degree();
    }

    @Test
    void theVerdictNamesWhatNobodyMediates() throws Exception {
        assertEquals("partial: no device mediation, no network mediation, no process mediation", report().verdict());
        assertEquals(report().verdict(), system.cordon.verdict());
        for (Facet facet : List.of(Facet.DEVICES, Facet.NETWORK, Facet.PROCESSES)) {
            system.add(new FakeBackend("more-" + facet.text(), facet, Stage.CGROUP));
        }
        assertEquals("strict", report().verdict());
    }

    @Test
    void aCommandThatDoesNotLaunchSaysSoFirst() throws Exception {
        system.remove(system.landlock);
        system.landlock.support = new Support(false, "", List.of("no Landlock"));
        system.add(system.landlock);
        assertEquals("does not launch: this kernel cannot mediate files: landlock: no Landlock; to allow launches without, name all else in "
                + "require-mediation-of of " + system.root.resolve("site.yaml"), report().verdict());
        system.site("require-mediation-of: [system-calls, mounts]\n");
        assertEquals("partial: no file mediation, no device mediation, no network mediation, no process mediation", report().verdict());
        assertEquals("no Landlock", report().rules().get(0).answers().stream().filter(one -> one.backend().equals("landlock")).findFirst().orElseThrow()
                .enforcement().reason());
    }

    @Test
    void everyRuleHasItsOriginAndAnAnswerOfEachBackend() throws Exception {
        ReportView.RuleView file = report().rules().stream().filter(one -> one.entry().rule().render().equals("file: /etc/hosts r")).findFirst().orElseThrow();
        assertEquals("network: foo:network :network", file.entry().origin().describe());
        assertEquals("names", file.entry().reason());
        assertEquals(List.of("landlock", "mount", "seccomp"), file.answers().stream().map(ReportView.Answer::backend).toList());
        assertEquals(system.settled().policy("foo.app").entries().size(), report().rules().size());
    }

    @Test
    void anAccessHasToPassAllBackendsSoTheStrictestAnswerCounts() throws Exception {
        String rule = "file: /etc/hosts r";
        Enforcement no = new Enforcement.NotAtAll("other things");
        system.mount.enforcement = no;
        system.seccomp.enforcement = no;
        system.landlock.enforcement = no;
        assertEquals(Degree.NOT_ENFORCED, degree(rule));
        system.landlock.enforcement = new Enforcement.Weaker("all beneath");
        assertEquals(Degree.WEAKER, degree(rule));
        system.seccomp.enforcement = new Enforcement.Exactly();
        assertEquals(Degree.EXACTLY, degree(rule));
        system.mount.enforcement = new Enforcement.Stricter("not all");
        assertEquals(Degree.STRICTER, degree(rule));
    }

    @Test
    void whatCordonEnforcesItselfNeedsNoBackend() throws Exception {
        for (FakeBackend backend : List.of(system.mount, system.seccomp, system.landlock)) {
            backend.enforcement = new Enforcement.NotAtAll("other things");
        }
        assertEquals(Degree.EXACTLY, degree("capability: net_raw"));
    }

    @Test
    void aBackendThatBreaksEnforcesNothing() throws Exception {
        system.landlock.failure = new IllegalStateException("a bug");
        assertEquals(new Enforcement.NotAtAll("the backend failed: java.lang.IllegalStateException: a bug"), report().rules().get(0).answers().stream()
                .filter(one -> one.backend().equals("landlock")).findFirst().orElseThrow().enforcement());
    }

    @Test
    void withoutStrictConfinementNothingIsEnforced() throws Exception {
        system.install("dev", "confinement: devmode\n" + APP, new InstallOptions(true, false, false));
        system.install("old", "confinement: classic\n" + APP, new InstallOptions(false, false, true));
        assertEquals("devmode: violations are logged and permitted", system.cordon.report("dev.app").verdict());
        assertEquals("classic: not confined", system.cordon.report("old.app").verdict());
        assertEquals(system.cordon.report("old.app").rules(), system.cordon.report("old.app").rules(Degree.NOT_ENFORCED));
    }

    @Test
    void anUnknownCommandIsRefused() {
        refused(Kind.NOT_FOUND, "cannot report on foo.ap: snap \"foo\" has no command of that name; it has foo.app", () -> system.cordon.report("foo.ap"));
    }

    @Test
    void eachBackendSaysWhetherRunningProcessesAreReached() throws Exception {
        system.landlock.reach = Reach.RUNNING;
        system.cordon.run(system.request("foo.app")).process().close();
        assertEquals(List.of("foo.app: 0 rules added, 2 removed", "mount: effective after restart of 1 running process (1000)", "landlock: effective now",
                "seccomp: effective after restart of 1 running process (1000)"), system.cordon.disconnect("foo:network", Optional.empty()).details());
        system.launcher.running.clear();
        assertEquals(List.of("foo.app: 2 rules added, 0 removed", "mount: effective now", "landlock: effective now", "seccomp: effective now"),
                system.cordon.connect("foo:network", Optional.empty()).details());
    }
}
