package cordon.audit.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rules;
import cordon.api.snap.SecurityLabel;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    private static final Origin NETWORK = new Origin.Connection("network", "web:net", ":network");

    private static PolicyEntry entry(String kind, String text, Origin origin, String reason) {
        return new PolicyEntry(Rules.parse(kind, text), origin, reason);
    }

    private static final AppPolicy POLICY = new AppPolicy(new SecurityLabel("web", "wget"),
            new SnapIdentity("web", "web", "x1", "1", SnapType.APP, Optional.empty(), Optional.empty()), Confinement.STRICT, List.of(
                    entry("file", "/etc/passwd r", new Origin.Template(), "names"), entry("file", "/etc/hosts r", NETWORK, "names without a server"),
                    entry("syscall", "listen", NETWORK, "wait"), entry("syscall", "bind", NETWORK, "a port"), entry("device", "char /dev/kvm rw", NETWORK, ""),
                    entry("signal", "send term peer=unconfined", NETWORK, ""), entry("capability", "net_admin", NETWORK, "")));

    @Test
    void rulesStandUnderTheirSubjectAndTheConnectionThatSaysSo() {
        List<Explanation.Part> parts = Explanation.of(POLICY, false).parts();
        assertEquals(List.of(Subject.values()), parts.stream().map(Explanation.Part::subject).toList());
        assertTrue(parts.stream().allMatch(part -> part.groups().size() == 1 && part.groups().get(0).origin().equals(NETWORK)));
        assertEquals(List.of("can read /etc/hosts: names without a server"), parts.get(0).groups().get(0).lines());
        assertEquals(List.of("can call bind, listen"), parts.get(1).groups().get(0).lines());
        assertEquals(List.of("can use the device /dev/kvm rw"), parts.get(2).groups().get(0).lines());
        assertEquals(List.of("can send the signals term, peer unconfined"), parts.get(3).groups().get(0).lines());
        assertEquals(List.of("can use the capability net_admin where it runs as root"), parts.get(4).groups().get(0).lines());
    }

    @Test
    void whatEveryCommandMayDoIsSaidOnDemand() {
        List<Explanation.Group> files = Explanation.of(POLICY, true).parts().get(0).groups();
        assertEquals("template", files.get(0).origin().describe());
        assertEquals(2, files.size());
    }
}
