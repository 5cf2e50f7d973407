package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.Facet;
import cordon.api.launch.Stage;
import cordon.core.BackendView;
import cordon.core.CordonException.Kind;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A site that comes to demand signatures does so of backends that are here already, too. */
class SignedBackendTest extends SystemTest {
    private static final String DEMANDS = "require-backends: [nofile]\n";
    private static final String SIGNED = "require-signed-bundles: true\n";
    private static final String WHY = "bundle org.example.nofile 1.0.0: nobody signed it; the site demands that (require-signed-bundles)";

    private final FakeBackend nofile = new FakeBackend("nofile", Set.of(Facet.PROCESSES), Stage.LIMITS);

    @BeforeEach
    void install() throws Exception {
        system.install("foo", "apps: {app: {command: c}}\n");
        system.addForeign(nofile);
        system.site(DEMANDS);
        launches();
        assertTrue(takesPart());
    }

    private void launches() throws Exception {
        system.cordon.run(system.request("foo.app")).process().close();
    }

    /** Whether the last launch had it. */
    private boolean takesPart() {
        return system.launcher.started.get(system.launcher.started.size() - 1).backends().stream().anyMatch(one -> one.name().equals("nofile"));
    }

    private BackendView view() {
        return system.settled().backends().stream().filter(one -> one.name().equals("nofile")).findFirst().orElseThrow();
    }

    @Test
    void whatNobodySignedIsNotUsedAnyMore() throws Exception {
        system.site(SIGNED);
        nofile.broken = new IllegalStateException("it was asked");
        launches();
        assertFalse(takesPart());
        assertEquals("may not be used: " + WHY, String.join("", view().support().limits()));
        assertFalse(view().support().available());
    }

    @Test
    void whatRequiresItDoesNotLaunch() throws Exception {
        system.site(DEMANDS + SIGNED);
        refused(Kind.CONFINEMENT, "cannot run foo.app: the backend nofile, which " + system.root.resolve("site.yaml")
                + " demands, can do nothing here: nofile: may not be used: " + WHY, () -> system.cordon.run(system.request("foo.app")));
    }

    @Test
    void itIsUsedAgainWhenTheDemandGoes() throws Exception {
        system.site(SIGNED);
        launches();
        nofile.loaded.clear();
        system.site(DEMANDS);
        launches();
        assertTrue(takesPart());
        assertFalse(nofile.loaded.isEmpty(), "no profile was made for it");
    }

    @Test
    void oneThatComesLaterIsNotUsedEither() throws Exception {
        system.remove(nofile);
        system.site(SIGNED);
        nofile.broken = new IllegalStateException("it was asked");
        system.addForeign(nofile);
        launches();
        assertFalse(takesPart());
    }

    @Test
    void theDistributionsNeedNoSignature() throws Exception {
        system.site(SIGNED);
        launches();
        assertTrue(system.settled().backends().stream().filter(one -> !one.name().equals("nofile")).allMatch(one -> one.support().available()));
    }
}
