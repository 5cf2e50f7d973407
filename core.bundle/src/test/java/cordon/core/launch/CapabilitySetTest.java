package cordon.core.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.api.policy.CapabilityRule;
import cordon.api.policy.Confinement;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilitySetTest {

    @Test
    void rootKeepsWhatIsGrantedAndNotRefused() {
        AppToRun app = LaunchTestBase.app(CapabilityRule.allow("chown"), CapabilityRule.allow("kill"), new CapabilityRule("kill", true));
        assertEquals(1, CapabilitySet.ofRoot(app.policy()));
    }

    @Test
    void othersGainNothingUnlessTheyAreNotConfined() {
        assertEquals(0, CapabilitySet.ofOthers(LaunchTestBase.app(CapabilityRule.allow("chown")).policy()));
        AppToRun devmode = LaunchTestBase.app("apps:\n  foo:\n    command: bin/foo\n", "foo", Confinement.DEVMODE, List.of());
        assertEquals((1L << 41) - 1, CapabilitySet.ofOthers(devmode.policy()));
    }
}
