package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import cordon.api.launch.PlanRunner;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.Deployments;
import cordon.core.InstallOptions;
import cordon.core.Progress;
import cordon.core.RunRequest;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;

/**
 * A thousand times an interface is deployed and taken away again, while four threads launch the program that it is for. Nothing is
 * left of it, and no launch meets half a policy.
 */
@RunWith(PaxExam.class)
public class DeploymentCyclesIT {
    private static final int CYCLES = Integer.getInteger("cordon.cycles", 1000);
    private static final int THREADS = 4;
    private static final int JARS = 8;
    private static final int ALL = 0;
    private static final int NOTHING = 3;
    private static final Path FILES = Path.of("/home/cordon-it-cycles");

    @Inject
    private BundleContext context;

    @Inject
    private Cordon cordon;

    @Inject
    private Deployments deployments;

    /** The distribution's framework, on a state root below {@code target/}. */
    @Configuration
    public Option[] configuration() throws IOException {
        return Distribution.framework(Files.createDirectories(Path.of("target/deployment-cycles").toAbsolutePath()));
    }

    private static byte[] yaml() {
        return ("interface: moon\nsummary: both of two files\nslot: {offered-by: [system], auto-connect: true}\nconnected-plug:\n"
                + "  - file: " + FILES + "/one r  # the first\n  - file: " + FILES + "/two r  # the second\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Status 0: it read both files; 3: neither; anything else is a mix, or a launch that failed. */
    private int launch() throws CordonException, InterruptedException {
        RunRequest request = new RunRequest("lander", List.of(), 0, 0, Map.of("PATH", "/usr/bin:/bin"), "/", 022, PlanRunner.Stdio.INHERITED, Optional.empty());
        try (var process = cordon.run(request).process()) {
            return process.await().shellStatus();
        }
    }

    private int launchUntil(AtomicBoolean end) throws CordonException, InterruptedException {
        int launches = 0;
        for (; !end.get(); launches++) {
            int status = launch();
            assertTrue("status " + status, status == ALL || status == NOTHING);
        }
        return launches;
    }

    /** What a test could leave behind, counted. */
    private Map<String, Long> counted() throws IOException {
        Map<String, Long> counted = new TreeMap<>();
        counted.put("bundles", (long) context.getBundles().length);
        counted.put("descriptors", entries(Path.of("/proc/self/fd")));
        counted.put("mounts", Files.readAllLines(Path.of("/proc/self/mountinfo")).stream().filter(line -> line.contains(cordon.root().toString())).count());
        counted.put("control groups", (long) Programs.need("sh", "-c", "find /sys/fs/cgroup -type d -name '*lander*' | sort").lines().toList().size());
        counted.put("files", (long) Tree.of(cordon.root(), cordon.root().resolve("run/framework")).size());
        return counted;
    }

    /** Of what there is more than before. A thousand cycles leave a thousand of what one leaves; a jar that this JVM has not read before stays open. */
    private Map<String, Long> more(Map<String, Long> before) throws IOException {
        Map<String, Long> more = counted();
        more.entrySet().removeIf(each -> each.getValue() <= before.get(each.getKey()) + (each.getKey().equals("descriptors") ? JARS : 0));
        return more;
    }

    private static long entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> !name.startsWith("process reaper")).sorted().toList();
    }

    private Optional<Bundle> deployed() {
        return Stream.of(context.getBundles()).filter(bundle -> "cordon.deployed.moon".equals(bundle.getSymbolicName())).findFirst();
    }

    private void cycle(List<WeakReference<ClassLoader>> loaders) throws CordonException {
        deployments.deploy("moon.yaml", yaml());
        loaders.add(new WeakReference<>(deployed().orElseThrow().adapt(BundleWiring.class).getClassLoader()));
        deployments.undeploy("moon");
    }

    @Test
    public void nothingIsLeftOfAThousandDeploymentsAndNoLaunchMeetsHalfAPolicy() throws Exception {
        Until.holds("strict commands launch", () -> !cordon.backends().isEmpty() && !cordon.verdict().startsWith("does not launch"));
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getSymbolicName().equals("cordon.backend.apparmor")) {
                bundle.stop(); // apparmor_parser(8), which takes longer than all else, has tests of its own.
            }
        }
        Files.createDirectories(FILES);
        Files.writeString(FILES.resolve("one"), "");
        Files.writeString(FILES.resolve("two"), "");
        Path source = Files.createTempDirectory("cordon-it-");
        SnapSource.in(source, "lander").yaml("name: lander\nversion: '1'\nsummary: s\nplugs: {moon: }\napps: {lander: {command: bin/both}}\n").script("bin/both", """
                one=; two=
                : 2>/dev/null <"%1$s/one" && one=yes
                : 2>/dev/null <"%1$s/two" && two=yes
                case $one$two in yesyes) exit 0 ;; "") exit 3 ;; *) exit 9 ;; esac
                """.formatted(FILES).replace(": 2>/dev/null <", "(: <").replace("\" &&", "\") 2>/dev/null &&"));
        cordon.install(source.resolve("lander"), InstallOptions.STRICT, Progress.SILENT);
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            cycles(executor);
        } finally {
            executor.shutdownNow();
            cordon.remove("lander", true, Progress.SILENT);
            Programs.need("rm", "-rf", source.toString(), FILES.toString(), "/root/snap/lander");
        }
    }

    private void cycles(ExecutorService executor) throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        assertEquals("not deployed yet", NOTHING, launch());
        deployments.deploy("moon.yaml", yaml());
        assertEquals("deployed", ALL, launch());
        deployments.undeploy("moon");
        for (int i = 0; i < 3; i++) {
            cycle(loaders);
        }
        assertEquals(NOTHING, launch());
        AtomicBoolean end = new AtomicBoolean();
        List<Future<Integer>> launches = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            launches.add(executor.submit(() -> launchUntil(new AtomicBoolean(true)) + launch()));
        }
        for (Future<Integer> warm : launches) {
            warm.get();
        }
        List<String> threadsBefore = threads();
        Map<String, Long> before = counted();
        launches.clear();
        for (int i = 0; i < THREADS; i++) {
            launches.add(executor.submit(() -> launchUntil(end)));
        }
        try {
            for (int i = 0; i < CYCLES; i++) {
                cycle(loaders);
            }
        } finally {
            end.set(true);
        }
        for (Future<Integer> launched : launches) {
            assertTrue("a thread launched nothing", launched.get() > 0);
        }
        assertEquals("a stale rule", NOTHING, launch());
        Map<String, Long> more = Until.answer(() -> more(before), Map::isEmpty);
        assertEquals("before there were " + before, Map.of(), more);
        List<String> threads = Until.answer(DeploymentCyclesIT::threads, now -> now.size() <= threadsBefore.size());
        assertTrue("there are " + threads + ", before there were " + threadsBefore, threads.size() <= threadsBefore.size());
        Until.holds("no class loader is left", () -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.get() == null);
        });
    }
}
