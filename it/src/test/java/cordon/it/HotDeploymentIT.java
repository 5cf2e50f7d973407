package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import cordon.api.backend.Facet;
import cordon.api.launch.PlanRunner;
import cordon.api.policy.PolicyEntry;
import cordon.core.BackendView;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.InstallOptions;
import cordon.core.Plugboard;
import cordon.core.Progress;
import cordon.core.RunRequest;
import cordon.core.RunningApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** Interfaces and backends come and go while the framework runs. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HotDeploymentIT {
    @Inject
    private BundleContext context;

    @Inject
    private Cordon cordon;

    private Path source;

    /** The distribution's framework, on a state root below {@code target/}. */
    @Configuration
    public Option[] configuration() throws IOException {
        Path root = Path.of("target/hot-deployment").toAbsolutePath();
        Files.createDirectories(root);
        return Distribution.framework(root);
    }

    @Before
    public void install() throws Exception {
        Until.holds("interfaces and backends are here", () -> cordon.interfaces().size() >= 3 && backendsHere().equals(backendsShipped()));
        source = Files.createTempDirectory("cordon-it-");
        SnapSource.in(source, "demo").yaml("name: demo\nversion: '1'\nsummary: s\napps:\n  net: {command: bin/true, plugs: [network]}\n  plain: {command: bin/true}\n")
                .script("bin/true", "exit 0\n");
        cordon.install(source.resolve("demo"), InstallOptions.STRICT, Progress.SILENT);
    }

    @After
    public void remove() throws Exception {
        cordon.remove("demo", true, Progress.SILENT);
        Programs.need("rm", "-rf", source.toString(), "/root/snap/demo");
    }

    private Set<String> backendsHere() {
        return cordon.backends().stream().map(BackendView::bundle).collect(Collectors.toSet());
    }

    private Set<String> backendsShipped() {
        return Arrays.stream(context.getBundles()).map(Bundle::getSymbolicName).filter(name -> name.startsWith("cordon.backend.")).collect(Collectors.toSet());
    }

    private Bundle bundle(String name) {
        for (Bundle bundle : context.getBundles()) {
            if (name.equals(bundle.getSymbolicName())) {
                return bundle;
            }
        }
        throw new AssertionError("no bundle " + name);
    }

    private Plugboard.Joint networkJoint() {
        return cordon.plugboard().connections().stream().filter(joint -> joint.interfaceName().equals("network")).findFirst().orElseThrow();
    }

    private boolean grantsNetwork(String command) throws CordonException {
        return cordon.policy(command).entries().stream().map(PolicyEntry::origin).anyMatch(origin -> origin.describe().startsWith("network:"));
    }

    private static RunRequest request(String command) {
        return new RunRequest(command, List.of(), 0, 0, Map.of("PATH", "/usr/bin:/bin"), "/", 022, PlanRunner.Stdio.INHERITED, Optional.empty());
    }

    private int run(String command) throws Exception {
        RunningApp app = cordon.run(request(command));
        try (var process = app.process()) {
            return process.await().shellStatus();
        }
    }

    @Test
    public void everyBundleOfTheDistributionIsStartedAndHasANameForPeople() throws Exception {
        for (Bundle bundle : context.getBundles()) {
            if (!bundle.getLocation().contains(Distribution.HOME.resolve("bundle").toString())) {
                continue; // Pax Exam's own.
            }
            boolean startsNever = bundle.getHeaders("").get("Fragment-Host") != null || bundle.getSymbolicName().contains("jline");
            // The framework starts them on a thread of its own.
            Until.holds(bundle + " is started", () -> startsNever || bundle.getState() == Bundle.ACTIVE);
            assertNotNull(bundle.getHeaders("").get("Bundle-Name"));
        }
        assertEquals(backendsShipped(), backendsHere());
    }

    @Test
    public void anInterfaceThatLeavesTakesItsRulesAlongAndItsConnectionsAreRemembered() throws Exception {
        assertTrue(grantsNetwork("demo.net"));
        assertFalse(grantsNetwork("demo.plain"));
        Bundle network = bundle("cordon.iface.network");
        network.stop();
        try {
            Until.holds("the connection is suspended", () -> networkJoint().suspended());
            assertFalse(grantsNetwork("demo.net"));
            assertEquals(0, run("demo.net"));
        } finally {
            network.start();
        }
        Until.holds("the connection is resumed", () -> !networkJoint().suspended() && grantsNetwork("demo.net"));
        assertEquals(0, run("demo.net"));
    }

    /** What a strict command needs that nobody else brings; empty when it launches without this backend. */
    private Optional<Facet> missedWithout(BackendView backend) {
        return Stream.of(Facet.SYSTEM_CALLS, Facet.MOUNTS, Facet.FILES).filter(facet -> cordon.backends().stream()
                .noneMatch(other -> !other.name().equals(backend.name()) && other.support().available() && other.facets().contains(facet))).findFirst();
    }

    /** What the backends that are here come to, where a strict command launches. */
    private String verdict() {
        List<String> missing = Arrays.stream(Facet.values()).filter(facet -> cordon.backends().stream()
                .noneMatch(one -> one.support().available() && one.facets().contains(facet))).map(HotDeploymentIT::adjective).toList();
        return missing.isEmpty() ? "strict" : "partial: " + missing.stream().map(one -> "no " + one + " mediation").collect(Collectors.joining(", "));
    }

    private static String adjective(Facet facet) {
        return facet == Facet.PROCESSES ? "process" : facet.text().replaceAll("s$", "");
    }

    @Test
    public void withoutABackendThatIsNeededNothingIsLaunchedAndTheMessageNamesWhatIsMissing() throws Exception {
        for (BackendView view : cordon.backends()) {
            assertEquals(0, run("demo.plain"));
            Optional<Facet> missed = missedWithout(view);
            Bundle backend = bundle(view.bundle());
            backend.stop();
            try {
                if (missed.isPresent()) {
                    CordonException e = assertThrows(CordonException.class, () -> run("demo.plain"));
                    assertEquals(CordonException.Kind.CONFINEMENT, e.kind());
                    assertTrue(e.getMessage(), e.getMessage().contains(missed.get().text()));
                    assertTrue(e.getMessage(), e.getMessage().endsWith("start the stopped bundle " + view.bundle() + " (\"start " + backend.getBundleId() + "\" in \"cordon shell\")"));
                    assertTrue(cordon.verdict(), cordon.verdict().startsWith("does not launch: "));
                    String verdict = cordon.report("demo.plain").verdict();
                    assertTrue(verdict, verdict.startsWith("does not launch: ") && verdict.contains(missed.get().text()));
                } else {
                    assertEquals("launches without " + view.name(), 0, run("demo.plain"));
                    assertEquals(verdict(), cordon.report("demo.plain").verdict());
                }
                assertEquals(List.of(view.bundle()), cordon.stoppedBackends().stream().map(BackendView::bundle).toList());
                assertTrue("its rules are not said to be enforced", cordon.report("demo.plain").rules().stream().flatMap(rule -> rule.answers().stream())
                        .noneMatch(answer -> answer.backend().equals(view.name())));
            } finally {
                backend.start();
            }
            Until.holds("launches work again with " + view.name(), () -> backendsHere().equals(backendsShipped()) && launches());
        }
    }

    @Test
    public void withoutAViewACommandSeesTheHostsTreeIfTheSitePutsUpWithThat() throws Exception {
        Path site = Files.writeString(cordon.root().resolve("site.yaml"), "require-mediation-of: [system-calls, files]\n");
        Bundle mount = bundle("cordon.backend.mount");
        SnapSource.in(source, "looker").yaml("name: looker\nversion: '1'\nsummary: s\napps: {looker: {command: bin/look}}\n").script("bin/look", """
                echo kept > "$SNAP_DATA/kept" || exit 1
                cat /etc/shadow && exit 2
                ls /tmp && exit 3
                echo "$SNAP" > "$SNAP_DATA/snap"
                """);
        cordon.install(source.resolve("looker"), InstallOptions.STRICT, Progress.SILENT);
        mount.stop();
        try {
            assertEquals("partial: no mount mediation", cordon.verdict().replaceAll(", .*", ""));
            assertEquals(0, run("looker"));
            assertEquals(cordon.root().resolve("snap/looker/x1") + "\n", Files.readString(cordon.root().resolve("var/snap/looker/x1/snap")));
        } finally {
            mount.start();
            Files.delete(site);
            cordon.remove("looker", true, Progress.SILENT);
        }
        Until.holds("launches work again", () -> backendsHere().equals(backendsShipped()) && launches());
    }

    @Test
    public void whatRunsStaysConfinedWhenAllBackendsLeave() throws Exception {
        Path common = Path.of("/root/snap/waiter/common");
        SnapSource.in(source, "waiter").yaml("name: waiter\nversion: '1'\nsummary: s\napps:\n  waiter: {command: bin/wait}\n").script("bin/wait", """
                cd "$SNAP_USER_COMMON"
                : > ready
                while [ ! -e go ]; do sleep 0.05; done
                cat /etc/shadow > out 2>&1 && exit 1
                unshare -m true >> out 2>&1 && exit 2
                exit 0
                """);
        cordon.install(source.resolve("waiter"), InstallOptions.STRICT, Progress.SILENT);
        List<Bundle> backends = backendsShipped().stream().map(this::bundle).toList();
        try (var process = cordon.run(request("waiter")).process()) {
            Until.holds("it runs", () -> Files.exists(common.resolve("ready")));
            for (Bundle backend : backends) {
                backend.stop();
            }
            assertThrows(CordonException.class, () -> run("demo.plain"));
            Files.writeString(common.resolve("go"), "");
            assertEquals(Files.exists(common.resolve("out")) ? Files.readString(common.resolve("out")) : "", 0, process.await().shellStatus());
        } finally {
            for (Bundle backend : backends) {
                backend.start();
            }
            cordon.remove("waiter", true, Progress.SILENT);
            Programs.need("rm", "-rf", "/root/snap/waiter");
        }
        Until.holds("launches work again", () -> backendsHere().equals(backendsShipped()) && launches());
    }

    private boolean launches() throws Exception {
        try {
            return run("demo.plain") == 0;
        } catch (CordonException e) {
            assertEquals(CordonException.Kind.CONFINEMENT, e.kind());
            return false;
        }
    }

    @Test
    public void anInterfaceIsInstalledFromOutsideAndUninstalled() throws Exception {
        SnapSource.in(source, "lander").yaml("name: lander\nversion: '1'\nsummary: s\nplugs: {moon: moon}\napps:\n  go: {command: bin/go}\n").script("bin/go", "exit 0\n");
        cordon.install(source.resolve("lander"), InstallOptions.STRICT, Progress.SILENT);
        try {
            assertThrows(CordonException.class, () -> cordon.connect("lander:moon", Optional.empty()));
            Bundle moon = context.installBundle("test:moon", InterfaceJar.of("moon", """
                    interface: moon
                    summary: land there
                    slot: {offered-by: [system], auto-connect: false}
                    connected-plug:
                      - file: /etc/moon.conf r  # where it is
                    """));
            moon.start();
            Until.holds("the interface is here", () -> cordon.interfaces().stream().anyMatch(i -> i.info().name().equals("moon")));
            cordon.connect("lander:moon", Optional.empty());
            assertTrue(cordon.policy("lander.go").entries().stream().anyMatch(e -> e.rule().render().equals("file: /etc/moon.conf r") && e.reason().equals("where it is")));
            moon.uninstall();
            Until.holds("its rules are gone", () -> cordon.policy("lander.go").entries().stream().noneMatch(e -> e.rule().render().contains("moon.conf")));
        } finally {
            cordon.remove("lander", true, Progress.SILENT);
        }
    }

    @Test
    public void anInterfaceOfAThirdPartyNeverTakesTheNameOfOneOfOurs() throws BundleException, Exception {
        Bundle impostor = context.installBundle("test:network", InterfaceJar.of("network", """
                interface: network
                summary: everything
                slot: {offered-by: [system], auto-connect: true}
                connected-plug:
                  - file: /** rw
                """));
        impostor.start();
        try {
            assertEquals("cordon.iface.network", cordon.interfaces().stream().filter(i -> i.info().name().equals("network")).findFirst().orElseThrow().bundle());
            assertTrue(cordon.policy("demo.net").entries().stream().noneMatch(e -> e.rule().render().equals("file: /** rw")));
            Until.holds("it is shown as shadowed", () -> cordon.shadowed().get("network") != null && cordon.shadowed().get("network").toString().contains("1.0.0"));
            bundle("cordon.iface.network").stop();
            Until.holds("the connection is suspended", () -> networkJoint().suspended());
            assertTrue(cordon.interfaces().stream().noneMatch(i -> i.info().name().equals("network")));
            assertTrue(cordon.policy("demo.net").entries().stream().noneMatch(e -> e.rule().render().equals("file: /** rw")));
        } finally {
            bundle("cordon.iface.network").start();
            impostor.uninstall();
        }
        Until.holds("the connection is resumed", () -> !networkJoint().suspended() && grantsNetwork("demo.net"));
    }

    @Test
    public void whatComesAnotherWayThanThroughTheFolderIsHeldWhereSignaturesAreDemanded() throws Exception {
        Path site = Files.writeString(cordon.root().resolve("site.yaml"), "require-signed-bundles: true\n");
        Bundle sun = context.installBundle("test:sun", InterfaceJar.of("sun", """
                interface: sun
                summary: land there
                slot: {offered-by: [system]}
                connected-plug:
                  - file: /etc/sun.conf r
                """));
        try {
            sun.start();
            Until.holds("the interface is held", () -> cordon.interfaces().stream()
                    .anyMatch(one -> one.info().name().equals("sun") && one.held().toString().contains("nobody signed it")));
            Files.delete(site);
            Until.holds("the interface is not held", () -> cordon.interfaces().stream().anyMatch(one -> one.info().name().equals("sun") && one.held().isEmpty()));
        } finally {
            Files.deleteIfExists(site);
            sun.uninstall();
        }
    }
}
