package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import cordon.api.launch.PlanRunner;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.InstallOptions;
import cordon.core.Progress;
import cordon.core.ReportView;
import cordon.core.RunRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/** The backend of {@code examples/third-party}, which knows the contract alone, is deployed and withdrawn while the system runs. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class BackendFromOutsideIT {
    private static final Path WORK = Path.of("target/backend-from-outside").toAbsolutePath();
    private static final Path LIMIT = Path.of("/root/snap/limits/common/limit");
    private static final String MANY_FILES = """
            interface: many-files
            summary: have more or fewer files open than others
            slot: {offered-by: [system], auto-connect: true}
            connected-plug:
              - raw: nofile limit 900  # as many as it needs
            """;

    @Inject
    private BundleContext context;

    @Inject
    private Cordon cordon;

    private Path source;
    private Bundle backend;

    /** The distribution's framework, and beside it the backend's jar, not yet installed. */
    @Configuration
    public Option[] configuration() throws IOException {
        BackendJar.build(WORK.resolve("build"));
        return Distribution.framework(Files.createDirectories(WORK.resolve("root")));
    }

    @Before
    public void install() throws Exception {
        Until.holds("strict commands launch", () -> !cordon.backends().isEmpty() && !cordon.verdict().startsWith("does not launch"));
        source = Files.createTempDirectory("cordon-it-");
        SnapSource.in(source, "limits").yaml("name: limits\nversion: '1'\nsummary: s\napps:\n  plain: {command: bin/limit}\n"
                + "  many: {command: bin/limit, plugs: [many-files]}\n").script("bin/limit", "ulimit -Hn > \"$SNAP_USER_COMMON/limit\"\n");
        cordon.install(source.resolve("limits"), InstallOptions.STRICT, Progress.SILENT);
        backend = context.installBundle(WORK.resolve("build/backend-nofile.jar").toUri().toString());
    }

    @After
    public void remove() throws Exception {
        backend.uninstall();
        cordon.remove("limits", true, Progress.SILENT);
        Programs.need("rm", "-rf", source.toString(), "/root/snap/limits");
    }

    private void arrive() throws Exception {
        backend.start();
        Until.holds("the backend is here", () -> cordon.backends().stream().anyMatch(one -> one.name().equals("nofile")));
    }

    /** What a third party's interface says to one backend alone, an administrator has to approve; once for a state root. */
    private void approve(String name) throws CordonException {
        if (cordon.interfaces().stream().anyMatch(one -> one.info().name().equals(name) && !one.held().isEmpty())) {
            cordon.approve(name);
        }
    }

    /** RLIMIT_NOFILE as the command has it. */
    private String limit(String command) throws Exception {
        Files.deleteIfExists(LIMIT);
        try (var process = cordon.run(new RunRequest(command, List.of(), 0, 0, Map.of("PATH", "/usr/bin:/bin"), "/", 022, PlanRunner.Stdio.INHERITED,
                Optional.empty())).process()) {
            assertEquals(0, process.await().shellStatus());
        }
        return Files.readString(LIMIT).strip();
    }

    @Test
    public void itConfinesWhileItIsHereAndIsGoneWhenItIsWithdrawn() throws Exception {
        String before = limit("limits.plain");
        assertNotEquals("1024", before);
        arrive();
        assertEquals("1024", limit("limits.plain"));
        assertTrue(Files.readString(cordon.root().resolve("nofile/profiles/snap.limits.plain")).contains("limit 1024"));
        backend.stop();
        assertEquals(before, limit("limits.plain"));
        arrive();
        assertEquals("1024", limit("limits.plain"));
    }

    @Test
    public void aCommandWithARuleForItLaunchesOnlyWhileItIsHere() throws Exception {
        Bundle manyFiles = context.installBundle("test:many-files", InterfaceJar.of("many-files", MANY_FILES));
        manyFiles.start();
        try {
            Until.holds("the interface is here", () -> cordon.interfaces().stream().anyMatch(one -> one.info().name().equals("many-files")));
            approve("many-files");
            cordon.connect("limits:many-files", Optional.empty());
            CordonException refusal = assertThrows(CordonException.class, () -> limit("limits.many"));
            assertEquals(CordonException.Kind.CONFINEMENT, refusal.kind());
            assertTrue(refusal.getMessage(), refusal.getMessage().contains("the backend nofile is not here"));
            assertFalse(limit("limits.plain").isEmpty());
            arrive();
            assertEquals("900", limit("limits.many"));
            assertEquals("1024", limit("limits.plain"));
            ReportView.RuleView rule = cordon.report("limits.many").rules().stream()
                    .filter(one -> one.entry().rule().render().equals("raw: nofile limit 900")).findFirst().orElseThrow();
            assertEquals(ReportView.Degree.EXACTLY, rule.degree());
            backend.stop();
            assertThrows(CordonException.class, () -> limit("limits.many"));
        } finally {
            manyFiles.uninstall();
        }
    }
}
