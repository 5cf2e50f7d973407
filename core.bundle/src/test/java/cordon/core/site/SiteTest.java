package cordon.core.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.Facet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The site's setting: what it can say, and what is refused. */
class SiteTest {
    @TempDir
    private Path root;

    private static void refused(String text, String message) {
        assertEquals("site.yaml:" + message, assertThrows(SiteException.class, () -> SiteText.read(text, "site.yaml")).getMessage());
    }

    @Test
    void aSiteThatSaysNothingDemandsTheStandard() throws SiteException {
        assertEquals(List.of(Facet.SYSTEM_CALLS, Facet.MOUNTS, Facet.FILES), SiteText.read("# nothing yet\n", "site.yaml").demanded());
    }

    @Test
    void facetsAndBackendsAreNamed() throws SiteException {
        assertEquals(new Site(Optional.of(List.of(Facet.SYSTEM_CALLS, Facet.NETWORK)), List.of("nofile"), Map.of(), Map.of(), false, Set.of()),
                SiteText.read("require-mediation-of: [system-calls, network]\nrequire-backends:\n  - nofile\n", "site.yaml"));
        assertEquals(List.of(), SiteText.read("require-mediation-of: []\n", "site.yaml").demanded());
    }

    @Test
    void signaturesAreDemandedByOneWordOnly() throws SiteException {
        assertTrue(SiteText.read("require-signed-bundles: true\n", "site.yaml").signed());
        assertFalse(SiteText.read("require-signed-bundles: false\n", "site.yaml").signed());
        refused("require-signed-bundles: yes\n", "1: \"yes\" is neither true nor false");
        refused("require-signed-bundles: [true]\n", "1: is no word");
    }

    @Test
    void interfacesMayHaveABusWithoutAMediator() throws SiteException {
        assertEquals(Set.of("timezone-control"), SiteText.read("unmediated-bus: [timezone-control]\n", "site.yaml").bus());
        assertEquals(Set.of(), Site.SILENT.bus());
        refused("unmediated-bus: [Time]\n", "1: \"Time\" is no name of an interface: lower-case words joined by dashes");
    }

    @Test
    void whatIsNotKnownIsRefusedWithItsLine() {
        refused("\nrequire-mediation-of: [file]\n", "2: \"file\" cannot be mediated; possible are files, system-calls, mounts, devices, network, processes; "
                + "did you mean \"files\"?");
        refused("require-mediation: []\n", "1: \"require-mediation\" is not a known key; known are require-mediation-of, require-backends, require-signed-bundles, unmediated-bus, publishers, interfaces");
        refused("require-backends: [a]\nrequire-backends: [b]\n", "2: \"require-backends\" is there twice");
        refused("require-backends: nofile\n", "1: is no list; write [a, b], or [] for none");
        refused("require-backends: [../x]\n", "1: \"../x\" is no name of a backend: lower-case words joined by dashes");
        refused("[]\n", "1: is no map of require-mediation-of, require-backends, require-signed-bundles, unmediated-bus, publishers, interfaces");
        assertTrue(assertThrows(SiteException.class, () -> SiteText.read("a: [\n", "site.yaml")).getMessage().startsWith("site.yaml:2: is not YAML: "));
    }

    @Test
    void theFileIsReadAnewAndTheSameWhileItIsTheSame() throws Exception {
        SiteFile file = new SiteFile(root);
        assertEquals(Site.SILENT, file.now().site());
        Files.setPosixFilePermissions(Files.writeString(file.path(), "require-backends: [nofile]\n"), PosixFilePermissions.fromString("rw-r--r--"));
        SiteFile.Reading reading = file.now();
        assertEquals(List.of("nofile"), reading.site().backends());
        assertSame(reading, file.now());
        Files.writeString(file.path(), "require-backends: [cgroup]\n");
        assertEquals(List.of("cgroup"), file.now().site().backends());
        Files.delete(file.path());
        assertEquals(Site.SILENT, file.now().site());
    }

    @Test
    void aFileThatOthersCanChangeIsNotTrusted() throws Exception {
        SiteFile file = new SiteFile(root);
        Files.writeString(file.path(), "require-mediation-of: []\n");
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-rw-r--"));
        assertTrue(file.now().problem().orElseThrow().contains("is not trusted"));
        Files.delete(file.path());
        Path elsewhere = Files.writeString(root.resolve("elsewhere"), "require-mediation-of: []\n");
        Files.createSymbolicLink(file.path(), elsewhere);
        assertTrue(file.now().problem().isPresent());
        Files.delete(file.path());
        Files.createDirectory(file.path());
        assertTrue(file.now().problem().isPresent());
    }
}
