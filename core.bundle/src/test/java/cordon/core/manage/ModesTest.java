package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.policy.Confinement;
import cordon.core.CordonException;
import cordon.core.InstallOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a snap asks for, what the administrator says, and what comes of it. */
class ModesTest extends SystemTest {
    private static final String APP = "apps: {app: {command: c}}\n";

    private static InstallOptions options(String flags) {
        return new InstallOptions(flags.contains("devmode"), flags.contains("jailmode"), flags.contains("classic"));
    }

    @ParameterizedTest
    @CsvSource({"strict,'',STRICT,''", "strict,devmode,DEVMODE,devmode", "strict,jailmode,STRICT,jailmode", "devmode,devmode,DEVMODE,devmode", "devmode,jailmode,STRICT,jailmode",
        "classic,classic,CLASSIC,classic"})
    void theseGoTogether(String asked, String flags, Confinement confinement, String shown) throws Exception {
        system.install("foo", "confinement: " + asked + "\n" + APP, options(flags));
        assertEquals(confinement, system.settled().policy("foo.app").confinement());
        assertEquals(shown, system.settled().snap("foo").orElseThrow().mode());
        system.restart();
        assertEquals(confinement, system.settled().policy("foo.app").confinement());
        assertEquals(shown, system.settled().snap("foo").orElseThrow().mode());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "strict  | classic          | it is made for strict confinement; install it without --classic",
        "devmode | ''               | it asks for devmode, where violations are logged and permitted; give --devmode to accept that, or --jailmode to confine it",
        "devmode | classic          | it is made for devmode confinement; install it without --classic",
        "classic | ''               | it asks to run without any confinement, with all rights of whoever starts it; if you trust it, give --classic",
        "classic | devmode          | it asks to run without any confinement, with all rights of whoever starts it; if you trust it, give --classic",
        "classic | jailmode         | it is made to run without confinement and would not work confined",
        "strict  | devmode jailmode | --devmode, --jailmode and --classic exclude each other; give one of them",
        "devmode | devmode jailmode | --devmode, --jailmode and --classic exclude each other; give one of them",
        "classic | classic jailmode | --devmode, --jailmode and --classic exclude each other; give one of them",
        "classic | classic devmode  | --devmode, --jailmode and --classic exclude each other; give one of them"})
    void theseDoNotAndNothingIsInstalled(String asked, String flags, String why) throws Exception {
        CordonException refusal = assertThrows(CordonException.class, () -> system.install("foo", "confinement: " + asked + "\n" + APP, options(flags)));
        assertEquals("cannot install foo: " + why, refusal.getMessage());
        assertEquals(CordonException.Kind.INVALID, refusal.kind());
        assertTrue(system.settled().snaps().isEmpty());
        assertTrue(system.recordText("foo").isEmpty());
    }

    @Test
    void anotherModeCountsFromTheNextLaunchOnAndProfilesFollow() throws Exception {
        system.install("foo", APP, options("devmode"));
        system.cordon.run(system.request("foo.app")).process().close();
        system.install("foo", APP);
        system.cordon.run(system.request("foo.app")).process().close();
        system.install("foo", "confinement: classic\n" + APP, options("classic"));
        system.cordon.run(system.request("foo.app")).process().close();
        system.install("foo", APP, options("jailmode"));
        system.cordon.run(system.request("foo.app")).process().close();
        assertEquals(List.of(Confinement.DEVMODE, Confinement.STRICT, Confinement.CLASSIC, Confinement.STRICT),
                system.launcher.started.stream().map(one -> one.policy().confinement()).toList());
        assertEquals(List.of(3, 3, 0, 3), system.launcher.started.stream().map(one -> one.backends().size()).toList());
    }

    @Test
    void thatNothingIsRefusedIsSaidPlainly() throws Exception {
        String classic = "it is not confined: its commands have all rights of whoever starts them";
        assertEquals(List.of(classic), system.install("foo", "confinement: classic\n" + APP, options("classic")).warnings());
        assertEquals(List.of(classic), system.settled().snap("foo").orElseThrow().notes());
        assertEquals(List.of("it is not confined: in devmode violations are logged, where the kernel can, and permitted"), system.install("bar", APP, options("devmode")).warnings());
        assertEquals(List.of(), system.install("baz", APP, options("jailmode")).warnings());
    }

    @Test
    void aRefusedChangeOfTheModeLeavesTheOneThatIsThere() throws Exception {
        system.install("foo", APP);
        assertThrows(CordonException.class, () -> system.install("foo", "confinement: devmode\n" + APP));
        assertEquals(Confinement.STRICT, system.settled().policy("foo.app").confinement());
        assertEquals("", system.settled().snap("foo").orElseThrow().mode());
    }
}
