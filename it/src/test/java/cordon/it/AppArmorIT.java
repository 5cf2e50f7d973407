package cordon.it;

import org.junit.ClassRule;
import org.junit.Test;

/**
 * The distribution on a real kernel with AppArmor. What each check does stands in {@code it/machine/apparmor}, below the name that is
 * given here.
 */
public class AppArmorIT {
    @ClassRule
    public static final Machine MACHINE = new Machine();

    @Test
    public void installingLoadsAProfileForEachCommandAndTheBackendIsAvailable() {
        MACHINE.holds("loaded");
    }

    @Test
    public void aLaunchedProcessBearsItsLabelWithNoNewPrivilegesAndAFilter() {
        MACHINE.holds("label");
    }

    @Test
    public void filesOfNoRuleAreRefusedAndTheDenialIsLogged() {
        MACHINE.holds("files");
    }

    @Test
    public void rootUnderAProfileHasNoCapabilityThatNoRuleGrants() {
        MACHINE.holds("capability");
    }

    @Test
    public void socketsOfTheNetworkComeWithTheConnection() {
        MACHINE.holds("network");
    }

    @Test
    public void aSnapSignalsItsOwnAndNobodyElse() {
        MACHINE.holds("signal");
    }

    @Test
    public void aSnapTracesNobody() {
        MACHINE.holds("ptrace");
    }

    @Test
    public void aFileThatIsRefusedIsShownToWhoFollowsWithAdvice() {
        MACHINE.holds("shown-file");
    }

    @Test
    public void aProgramThatIsRefusedIsShown() {
        MACHINE.holds("shown-exec");
    }

    @Test
    public void aCapabilityThatIsRefusedIsShown() {
        MACHINE.holds("shown-capability");
    }

    @Test
    public void aSocketThatIsRefusedIsShownAndFollowingTheAdviceGivesIt() {
        MACHINE.holds("shown-network");
    }

    @Test
    public void aSignalThatIsRefusedIsShown() {
        MACHINE.holds("shown-signal");
    }

    @Test
    public void tracingThatIsRefusedIsShown() {
        MACHINE.holds("shown-ptrace");
    }

    @Test
    public void aMountThatIsRefusedIsShown() {
        MACHINE.holds("shown-mount");
    }

    @Test
    public void aMessageThatIsRefusedIsShown() {
        MACHINE.holds("shown-dbus");
    }

    @Test
    public void aUnixSocketThatIsRefusedIsShown() {
        MACHINE.holds("shown-unix");
    }

    @Test
    public void followingTheAdviceAllowsWhatWasRefusedOfEachClass() {
        MACHINE.holds("followed");
    }

    @Test
    public void connectAndDisconnectChangeProcessesThatRun() {
        MACHINE.holds("running");
    }

    @Test
    public void aConnectionLoadsTheModulesThatItAsksForAndNothingUnloadsThem() {
        MACHINE.holds("module");
    }

    @Test
    public void withoutAViewNothingLaunchesWhateverTheSitePutsUpWith() {
        MACHINE.holds("no-view");
    }

    @Test
    public void anEditLoadedByHandStaysUntilThePolicyChangesAndNonsenseDoesNotLaunch() {
        MACHINE.holds("edited");
    }

    @Test
    public void aCommandWhoseProfileIsNotLoadedDoesNotLaunch() {
        MACHINE.holds("missing");
    }

    @Test
    public void removingUnloadsTheProfileAndNobodyIsLeftUnconfined() {
        MACHINE.holds("removed");
    }

    @Test
    public void devmodeComplainsAndRefusesNothing() {
        MACHINE.holds("complain");
    }
}
