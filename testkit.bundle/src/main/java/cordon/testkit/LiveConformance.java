package cordon.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cordon.testkit.scratch.CheckResult;
import cordon.testkit.scratch.CheckSnaps;
import cordon.testkit.scratch.Checks;
import cordon.testkit.scratch.Footprint;
import cordon.testkit.scratch.Sample;
import cordon.testkit.scratch.Scratch;
import cordon.testkit.scratch.ScratchException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a daemon and the running kernel have to make of an interface. A test class of its author extends this one. The distribution is the directory
 * that the system property {@code cordon.dist} names; without it, or without root, the tests are skipped and say so.
 */
public abstract class LiveConformance {
    /** The system property that names the directory of a distribution. */
    public static final String DISTRIBUTION = "cordon.dist";

    private static final int REDEPLOYMENTS = 100;

    private Scratch scratch;

    /** The file that is deployed: {@code NAME.yaml}, or a jar. */
    protected abstract Path file();

    /** The name of the interface that the file brings. */
    protected abstract String interfaceName();

    /** A plug, and where the system has no slot of the interface a slot, that fit each other. */
    protected Sample sample() {
        return Sample.PLAIN;
    }

    @BeforeEach
    void startScratch() throws ScratchException {
        String distribution = System.getProperty(DISTRIBUTION);
        assumeTrue(distribution != null, "-D" + DISTRIBUTION + "=DIR names no distribution");
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can confine programs for a test");
        scratch = Scratch.start(Path.of(distribution));
    }

    @AfterEach
    void endScratch() throws ScratchException {
        if (scratch != null) {
            scratch.close();
        }
    }

    @Test
    void everyCheckLineHolds() throws ScratchException {
        scratch.deploy(file());
        List<CheckResult> results = Checks.run(scratch, interfaceName(), sample());
        assertEquals(List.of(), results.stream().filter(one -> one.verdict() == CheckResult.Verdict.BROKEN).map(CheckResult::line).toList());
    }

    @Test
    void everyBackendReadsItsProfileAndADisconnectedPlugLeavesNoByte() throws ScratchException {
        scratch.deploy(file());
        CheckSnaps snaps = CheckSnaps.install(scratch, interfaceName(), sample());
        try {
            Footprint before = Footprint.ofProfiles(scratch);
            snaps.connect();
            Footprint connected = Footprint.ofProfiles(scratch);
            snaps.launch();
            snaps.disconnect();
            assertNotEquals(before, connected, "a connection changes no profile");
            assertEquals(before, Footprint.ofProfiles(scratch));
        } finally {
            snaps.remove();
        }
    }

    @Test
    void aHundredDeploymentsLeaveNothing() throws ScratchException {
        scratch.deploy(file());
        scratch.undeploy(file());
        Footprint before = Footprint.of(scratch);
        for (int i = 0; i < REDEPLOYMENTS; i++) {
            scratch.deploy(file());
            scratch.undeploy(file());
        }
        assertEquals(List.of(), Footprint.leftOver(scratch, before));
    }
}
