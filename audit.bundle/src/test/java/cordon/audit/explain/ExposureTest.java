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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExposureTest {
    private static final Origin NETWORK = new Origin.Connection("network", "web:net", ":network");

    private static AppPolicy policy(Confinement confinement, String... rules) {
        SnapIdentity snap = new SnapIdentity("web", "web", "x1", "1", SnapType.APP, Optional.empty(), Optional.empty());
        List<PolicyEntry> entries = Arrays.stream(rules).map(text -> text.split(": ", 2)).map(parts -> new PolicyEntry(Rules.parse(parts[0], parts[1]), NETWORK, "")).toList();
        return new AppPolicy(new SecurityLabel("web", "wget"), snap, confinement, entries);
    }

    private static double score(String... rules) {
        return Exposure.of(policy(Confinement.STRICT, rules), Probe.all()).score();
    }

    @Test
    void nothingScoresNothingAndNoConfinementScoresAll() {
        assertEquals(0, score());
        assertEquals(10, Exposure.of(policy(Confinement.DEVMODE), Probe.all()).score());
        assertEquals(10, Exposure.of(policy(Confinement.CLASSIC), Probe.all()).score());
    }

    @Test
    void everyMoreThatIsGrantedScoresNotLess() {
        double documents = score("file: owner @{HOME}/[^.]** r");
        double home = score("file: owner @{HOME}/** r");
        double all = score("file: /** rw");
        assertTrue(0 < documents && documents < home && home < all, documents + " " + home + " " + all);
    }

    @Test
    void aSubjectCountsWhatIsAboutIt() {
        Exposure exposure = Exposure.of(policy(Confinement.STRICT, "network: inet stream", "network: inet dgram"), Probe.all());
        assertTrue(exposure.scores().get(Subject.NETWORK) > 0);
        assertEquals(0, exposure.scores().get(Subject.FILES));
        assertEquals(List.of("socket inet stream", "socket inet dgram"),
                exposure.findings().stream().filter(Exposure.Finding::counts).map(one -> one.probe().need().text().strip()).toList());
        assertEquals(NETWORK, exposure.of(Subject.NETWORK).stream().filter(Exposure.Finding::counts).findFirst().orElseThrow().because().orElseThrow().origin());
    }

    @Test
    void everySubjectHasProbesWithWeightsFromOneToTen() {
        for (Subject subject : Subject.values()) {
            assertTrue(Probe.all().stream().filter(probe -> probe.subject() == subject).count() >= 10, subject.title());
        }
        assertTrue(Probe.all().stream().allMatch(probe -> probe.weight() >= 1 && probe.weight() <= 10));
    }
}
