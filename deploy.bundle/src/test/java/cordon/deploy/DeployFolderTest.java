package cordon.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.core.BundleSignatures;
import cordon.core.CordonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.hooks.bundle.CollisionHook;

/** In a framework of its own. Extenders are not there: a capability of that name is the framework's. */
class DeployFolderTest {
    @TempDir
    private Path root;
    /** What a site objects to: bundles whose header X-Test has this text. */
    private String unwanted = "none";
    private final BundleSignatures signatures = bundle -> unwanted.equals(bundle.getHeaders().get("X-Test")) ? Optional.of("nobody signed it") : Optional.empty();
    private Framework framework;
    private DeployFolder folder;

    @BeforeEach
    void start() throws Exception {
        framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow().newFramework(Map.of(
                "org.osgi.framework.storage", root.resolve("cache").toString(), "cordon.root", root.toString(), "felix.log.level", "0",
                "org.osgi.framework.system.capabilities.extra", "osgi.extender;osgi.extender=\"cordon.interface\";version:Version=1.0.0"));
        framework.start();
        folder = begin();
    }

    private DeployFolder begin() throws IOException {
        DeployFolder made = new DeployFolder(framework.getBundleContext(), new OneLineDescriptions(), signatures);
        framework.getBundleContext().registerService(CollisionHook.class, made, null);
        made.begin();
        return made;
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(0);
    }

    private void put(String file, String text) throws IOException {
        put(file, OneLineDescriptions.text(text));
    }

    private void put(String file, byte[] content) throws IOException {
        Files.setPosixFilePermissions(Files.write(root.resolve("deploy").resolve(file), content), PosixFilePermissions.fromString("rw-r--r--"));
        folder.sync(file);
    }

    /** What was deployed and is active: {@code SYMBOLIC-NAME VERSION}. */
    private List<String> active() {
        return Stream.of(framework.getBundleContext().getBundles()).filter(bundle -> bundle.getLocation().startsWith(Candidate.SCHEME))
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE).map(bundle -> bundle.getSymbolicName() + " " + bundle.getHeaders().get("X-Test")).sorted().toList();
    }

    private static byte[] jar(String test, String... more) throws IOException {
        String[] headers = {"Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "org.example.x", "Bundle-Version", "1.0.0", "X-Test", test};
        String[] all = Stream.concat(Stream.of(headers), Stream.of(more)).toArray(String[]::new);
        return Jars.of("a", new byte[1], all);
    }

    private String look(String file, byte[] content) throws CordonException {
        return folder.look(folder.read(file, content), bundle -> bundle.getSymbolicName() + " " + bundle.getState());
    }

    @Test
    void aLookRunsNoCodeAndLeavesNothing() throws Exception {
        put("x.jar", jar("one"));
        List<String> before = bundles();
        assertEquals("org.example.x " + Bundle.INSTALLED, look("x.jar", jar("one")));
        assertEquals("org.example.x " + Bundle.INSTALLED, look("x.jar", jar("two", "Bundle-Activator", "no.Such")));
        assertEquals("cordon.deployed.moon " + Bundle.INSTALLED, look("moon.yaml", OneLineDescriptions.text("moon /etc/moon r")));
        assertEquals(before, bundles());
    }

    @Test
    void aLookIsRefusedWhereTheDeploymentWouldBe() throws Exception {
        List<String> before = bundles();
        unwanted = "evil";
        assertEquals("cannot deploy x.jar: x.jar: nobody signed it", assertThrows(CordonException.class, () -> look("x.jar", jar("evil"))).getMessage());
        String broken = assertThrows(CordonException.class, () -> look("x.jar", jar("one", "Import-Package", "a;;b"))).getMessage();
        assertTrue(broken.startsWith("cannot deploy x.jar: x.jar: "), broken);
        assertEquals(before, bundles());
    }

    private List<String> bundles() {
        return Stream.of(framework.getBundleContext().getBundles()).map(bundle -> bundle.getLocation() + " " + bundle.getState()).toList();
    }

    @Test
    void aFileComesIsChangedAndGoes() throws Exception {
        put("moon.yaml", "moon /etc/moon r");
        assertEquals(List.of("cordon.deployed.moon null"), active());
        assertEquals("Interface: moon", folder.inForce("moon.yaml").orElseThrow().bundle().getHeaders().get("Bundle-Name"));
        String before = folder.inForce("moon.yaml").orElseThrow().bundle().getVersion().toString();
        put("moon.yaml", "moon /etc/moon rw");
        assertEquals(1, active().size());
        assertTrue(!before.equals(folder.inForce("moon.yaml").orElseThrow().bundle().getVersion().toString()));
        Files.delete(root.resolve("deploy/moon.yaml"));
        folder.sync("moon.yaml");
        assertEquals(List.of(), active());
    }

    @Test
    void aWrongFileLeavesTheOneBeforeInForceUntilItIsRightAgain() throws Exception {
        put("moon.yaml", "moon /etc/moon r");
        Bundle before = folder.inForce("moon.yaml").orElseThrow().bundle();
        put("moon.yaml", "moon");
        assertEquals(List.of("moon.yaml:1: one word is too few"), folder.problems());
        assertEquals(before, folder.inForce("moon.yaml").orElseThrow().bundle());
        assertEquals(Bundle.ACTIVE, before.getState());
        put("moon.yaml", "moon /etc/moon r");
        assertEquals(List.of(), folder.problems());
        assertEquals(before, folder.inForce("moon.yaml").orElseThrow().bundle());
    }

    @Test
    void aJarIsReplacedByOneOfTheSameNameAndVersion() throws Exception {
        put("x.jar", jar("one"));
        put("x.jar", jar("two"));
        assertEquals(List.of("org.example.x two"), active());
    }

    @Test
    void aJarThatDoesNotStartLeavesTheOneBeforeInForce() throws Exception {
        put("x.jar", jar("one"));
        put("x.jar", jar("two", "Import-Package", "not.there"));
        assertEquals(List.of("org.example.x one"), active());
        assertEquals(1, folder.problems().size());
        assertTrue(folder.problems().get(0).startsWith("x.jar: "));
    }

    @Test
    void aJarWhoseSignatureIsNotAcceptedLeavesTheOneBeforeAndNeverStarts() throws Exception {
        put("x.jar", jar("one"));
        unwanted = "two";
        AtomicInteger starts = new AtomicInteger();
        framework.getBundleContext().addBundleListener(event -> starts.addAndGet(event.getType() == BundleEvent.STARTING || event.getType() == BundleEvent.RESOLVED ? 1 : 0));
        put("x.jar", jar("two"));
        assertEquals(List.of("org.example.x one"), active());
        assertEquals(List.of("x.jar: nobody signed it"), folder.problems());
        assertEquals(0, starts.get());
    }

    @Test
    void twoFilesCannotBeOneBundle() throws Exception {
        put("x.jar", jar("one"));
        put("y.jar", jar("two"));
        assertEquals(List.of("org.example.x one"), active());
        assertEquals(1, folder.problems("y.jar").size());
    }

    @Test
    void aFileThatOthersCanWriteToIsRefusedAndSoIsALink() throws Exception {
        put("moon.yaml", "moon /etc/moon r");
        Files.setPosixFilePermissions(root.resolve("deploy/moon.yaml"), PosixFilePermissions.fromString("rw-rw-rw-"));
        folder.sync("moon.yaml");
        assertTrue(folder.problems("moon.yaml").get(0).contains("others must not be able to write"));
        Path elsewhere = Files.write(root.resolve("sun"), OneLineDescriptions.text("sun /etc/sun r"));
        Files.createSymbolicLink(root.resolve("deploy/sun.yaml"), elsewhere);
        folder.sync("sun.yaml");
        assertEquals(1, folder.problems("sun.yaml").size());
        assertEquals(List.of("cordon.deployed.moon null"), active());
    }

    @Test
    void whatLiesInTheFolderIsThereAfterAStartAndWhatWasTakenAwayIsNot() throws Exception {
        put("moon.yaml", "moon /etc/moon r");
        put("sun.yaml", "sun /etc/sun r");
        Bundle moon = folder.inForce("moon.yaml").orElseThrow().bundle();
        folder.stop();
        Files.delete(root.resolve("deploy/sun.yaml"));
        folder = begin();
        assertEquals(List.of("cordon.deployed.moon null"), active());
        assertEquals(moon, folder.inForce("moon.yaml").orElseThrow().bundle());
    }

    @Test
    void aHundredVersionsLeaveOneBundle() throws Exception {
        int before = framework.getBundleContext().getBundles().length;
        for (int i = 0; i < 100; i++) {
            put("moon.yaml", "moon /etc/moon" + i + " r");
        }
        assertEquals(before + 1, framework.getBundleContext().getBundles().length);
    }
}
