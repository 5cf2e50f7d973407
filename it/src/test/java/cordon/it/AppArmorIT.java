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
    public void connectAndDisconnectChangeProcessesThatRun() {
        MACHINE.holds("running");
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
