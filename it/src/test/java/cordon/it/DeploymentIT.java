package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/**
 * What somebody from outside does, with the distribution and its documentation alone: writes an interface as a file and puts it into a
 * daemon that runs.
 */
public class DeploymentIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    private static final int CYCLES = Integer.getInteger("cordon.cycles", 40);
    private static final int THREADS = 4;

    private Path work;
    /** As the daemon and its applications see it. */
    private final Path secret = Path.of("/home/moon/base");

    @Before
    public void install() throws IOException {
        work = Files.createTempDirectory(DAEMON.place(), "work");
        Path moon = Files.createDirectories(DAEMON.home("moon"));
        Files.writeString(moon.resolve("base"), "tranquility\n");
        Files.writeString(moon.resolve("other"), "copernicus\n");
        SnapSource.in(work, "lander").yaml("name: lander\nversion: '1'\nsummary: s\nplugs: {moon: moon}\napps:\n  cat: {command: bin/cat}\n")
                .script("bin/cat", "exec /bin/cat \"$@\"\n");
        DAEMON.cordon("install", work.resolve("lander").toString()).succeeds();
    }

    @After
    public void remove() throws IOException {
        DAEMON.cordon("undeploy", "moon");
        DAEMON.cordon("remove", "--purge", "lander").succeeds();
    }

    private String yaml(String... files) {
        StringBuilder text = new StringBuilder("interface: moon\nsummary: see what is there\nslot: {offered-by: [system]}\nconnected-plug:\n");
        for (String file : files) {
            text.append("  - file: ").append(secret.resolveSibling(file)).append(" r  # where ").append(file).append(" is\n");
        }
        return text.toString();
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(work.resolve(name), text).toString();
    }

    /** As an editor or a package manager does: written elsewhere, renamed into the folder. */
    private void drop(String text) throws IOException {
        Files.move(Path.of(write("new", text)), DAEMON.root().resolve("deploy/moon.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }

    private boolean reads(String file) {
        return DAEMON.cordon("run", "lander.cat", secret.resolveSibling(file).toString()).status() == 0;
    }

    @Test
    public void aFileThatIsDroppedInComesIsChangedAndGoes() throws Exception {
        DAEMON.cordon("connect", "lander:moon").fails("moon");
        drop(yaml("base"));
        Until.holds("the interface is here", () -> DAEMON.cordon("interface", "moon").status() == 0);
        DAEMON.cordon("connect", "lander:moon").succeeds();
        DAEMON.cordon("run", "lander.cat", secret.toString()).succeeds().prints("tranquility");
        assertTrue(!reads("other"));
        drop(yaml("base", "other"));
        Until.holds("the edited file is in force", () -> reads("other"));
        Files.delete(DAEMON.root().resolve("deploy/moon.yaml"));
        Until.holds("its rules are gone", () -> !reads("base"));
        Until.holds("the connection is suspended", () -> DAEMON.cordon("interfaces").succeeds().out().contains("lander (suspended)"));
        drop(yaml("base"));
        Until.holds("the connection is back", () -> reads("base"));
    }

    @Test
    public void aVerbPutsAFileIntoForceAndReturnsWhenItIs() throws Exception {
        DAEMON.cordon("deploy", write("any.yaml", yaml("base"))).succeeds().prints("deployed moon", "a connected plug can read " + secret + ": where base is");
        DAEMON.cordon("connect", "lander:moon").succeeds();
        assertTrue(reads("base") && !reads("other"));
        DAEMON.cordon("deploy", write("any.yaml", yaml("other"))).succeeds().prints("updated moon", "in force for lander:moon");
        assertTrue(!reads("base") && reads("other"));
        DAEMON.cordon("undeploy", "moon").succeeds().prints("suspended: lander:moon");
        assertTrue(!reads("base") && !reads("other"));
        DAEMON.cordon("undeploy", "moon").fails("cannot undeploy moon");
    }

    @Test
    public void aWrongFileIsRefusedWithItsLineAndTheOneBeforeStays() throws Exception {
        DAEMON.cordon("deploy", write("moon.yaml", yaml("base"))).succeeds();
        DAEMON.cordon("connect", "lander:moon").succeeds();
        String wrong = yaml("base") + "colour: grey\n";
        DAEMON.cordon("deploy", write("moon.yaml", wrong)).fails("moon.yaml:6:", "\"colour\" is not known");
        DAEMON.cordon("interface", "--problems").succeeds().doesNotPrint("colour");
        drop(wrong);
        Until.holds("the problem is listed", () -> DAEMON.cordon("interface", "--problems").out().contains("moon.yaml:6: \"colour\" is not known"));
        Until.holds("the problem is in the log", () -> DAEMON.log().contains("moon.yaml:6: \"colour\" is not known"));
        assertTrue(reads("base"));
        drop(yaml("base"));
        Until.holds("the problem is gone", () -> DAEMON.cordon("interface", "--problems").out().isEmpty());
    }

    @Test
    public void whatLiesInTheFolderIsThereAfterAStartWithItsConnections() throws Exception {
        DAEMON.cordon("deploy", write("moon.yaml", yaml("base"))).succeeds();
        DAEMON.cordon("connect", "lander:moon").succeeds();
        DAEMON.stop();
        DAEMON.start();
        DAEMON.cordon("connections").succeeds().doesNotPrint("suspended");
        assertTrue(reads("base"));
    }

    @Test
    public void onlyAnAdministratorDeploysAndNobodySeesAFileOfSomebodyElse() throws Exception {
        String file = write("moon.yaml", yaml("base"));
        DAEMON.as(Daemon.ALICE, "deploy", file).fails("only root");
        DAEMON.as(Daemon.ALICE, "undeploy", "moon").fails("only root");
        DAEMON.as(Daemon.ALICE, "interface", "check", file).fails("not yours");
        DAEMON.as(Daemon.ALICE, "interface", "check", "/etc/shadow").fails("not yours");
        DAEMON.cordon("interface", "check", file).succeeds().prints("a connected plug can read", "question: there is no check");
    }

    private static long entries(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.count();
        }
    }

    private static long files() throws IOException {
        return Tree.of(DAEMON.root(), DAEMON.root().resolve("var"), DAEMON.root().resolve("run/framework")).size();
    }

    @Test
    public void deployedAndUndeployedAgainAndAgainWhileProgramsRunItLeavesNothingBehind() throws Exception {
        String one = write("one.yaml", yaml("base"));
        String two = write("two.yaml", yaml("base", "other"));
        DAEMON.cordon("deploy", one).succeeds();
        DAEMON.cordon("connect", "lander:moon").succeeds();
        DAEMON.cordon("undeploy", "moon").succeeds();
        assertTrue(!reads("base"));
        Path descriptors = Path.of("/proc", String.valueOf(DAEMON.pid()), "fd");
        long descriptorsBefore = entries(descriptors);
        long filesBefore = files();
        List<String> mountsBefore = DAEMON.mounts();
        AtomicBoolean end = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Integer>> launches = Stream.generate(() -> threads.submit(() -> launchUntil(end))).limit(THREADS).toList();
            for (int i = 0; i < CYCLES; i++) {
                DAEMON.cordon("deploy", one).succeeds();
                DAEMON.cordon("deploy", two).succeeds();
                DAEMON.cordon("undeploy", "moon").succeeds();
            }
            end.set(true);
            for (Future<Integer> launch : launches) {
                launch.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertTrue("a stale rule", !reads("base"));
        Until.holds("there are no more mounts than before: " + mountsBefore, () -> DAEMON.mounts().equals(mountsBefore));
        Until.holds("there are no more files than before", () -> files() <= filesBefore);
        Until.holds("no descriptor is left", () -> entries(descriptors) <= descriptorsBefore);
    }

    /** Launches a program that needs nothing but its own package, once at least. No launch may fail. */
    private static int launchUntil(AtomicBoolean end) {
        int launches = 0;
        do {
            DAEMON.cordon("run", "lander.cat", "/etc/os-release").succeeds();
            launches++;
        } while (!end.get());
        return launches;
    }

    private String over(String... rules) {
        return yaml("base") + String.join("", Stream.of(rules).map(rule -> "  - " + rule + "\n").toList());
    }

    @Test
    public void anInterfaceOverTheCeilingGrantsNothingUntilRootApprovesIt() throws Exception {
        Result deployed = DAEMON.cordon("deploy", write("moon.yaml", over("capability: sys_admin"))).succeeds().prints("held for review");
        assertTrue(deployed.err(), deployed.err().contains("held: capability: sys_admin: the capability sys_admin needs approval"));
        DAEMON.cordon("connect", "lander:moon");
        assertTrue(!reads("base"));
        DAEMON.cordon("interface", "moon").succeeds().prints("held:", "sys_admin");
        DAEMON.cordon("interfaces").succeeds().prints(":moon (held)");
        DAEMON.cordon("interface", "--problems").succeeds().prints("moon of cordon.deployed.moon is held: capability: sys_admin");
        DAEMON.as(Daemon.ALICE, "interface", "approve", "moon").fails("only root");
        DAEMON.cordon("interface", "approve", "moon").succeeds().prints("capability: sys_admin");
        String approval = Files.readString(DAEMON.root().resolve("approvals/moon"));
        assertTrue(approval, approval.matches("bundle cordon\\.deployed\\.moon\ncontent sha256:[0-9a-f]{64}\ncapability: sys_admin\n"));
        DAEMON.cordon("connect", "lander:moon").succeeds();
        assertTrue(reads("base"));
        DAEMON.cordon("interface", "approve", "moon").fails("nothing of it is held");
        DAEMON.cordon("deploy", write("moon.yaml", over("capability: sys_admin", "capability: net_bind_service"))).succeeds().doesNotPrint("held");
        assertTrue(reads("base"));
        DAEMON.cordon("deploy", write("moon.yaml", over("capability: sys_admin", "syscall: mount"))).succeeds().prints("held for review");
        assertTrue(!reads("base"));
        DAEMON.cordon("interfaces").succeeds().prints("(suspended)");
        DAEMON.cordon("deploy", write("moon.yaml", over("capability: sys_admin"))).succeeds().doesNotPrint("held");
        assertTrue(reads("base"));
        Files.delete(DAEMON.root().resolve("approvals/moon"));
    }

    @Test
    public void whatReachesCordonItselfIsNeverGranted() throws Exception {
        DAEMON.cordon("deploy", write("moon.yaml", over("file: " + DAEMON.root() + "/run/control.sock rw"))).succeeds().prints("held for review");
        DAEMON.cordon("interface", "approve", "moon").fails("never granted");
        DAEMON.cordon("deploy", write("moon.yaml", over("file: /** r"))).succeeds().prints("held for review");
        DAEMON.cordon("interface", "approve", "moon").fails("never granted");
    }

    @Test
    public void aSiteSetsItsOwnCeiling() throws Exception {
        Path ceiling = Files.writeString(DAEMON.root().resolve("ceiling.yaml"), "read: [/home/moon/**]\n");
        try {
            DAEMON.cordon("deploy", write("moon.yaml", yaml("base"))).succeeds().prints("held for review");
            DAEMON.cordon("connect", "lander:moon");
            assertTrue(!reads("base"));
            Files.writeString(ceiling, "read: [/home/sun/**]\n");
            DAEMON.cordon("connect", "lander:moon").succeeds();
            assertTrue(reads("base"));
            Files.writeString(ceiling, "raed: [/home/moon/**]\n");
            assertTrue(!reads("base"));
            Result deployed = DAEMON.cordon("deploy", write("moon.yaml", yaml("base"))).succeeds();
            assertTrue(deployed.err(), deployed.err().contains("ceiling.yaml:1: \"raed\""));
            DAEMON.cordon("undeploy", "moon").succeeds();
        } finally {
            Files.delete(ceiling);
        }
        DAEMON.cordon("deploy", write("moon.yaml", yaml("base"))).succeeds().doesNotPrint("held");
    }

    @Test
    public void anInterfaceOfTheDistributionIsNotReplaced() throws Exception {
        String file = write("network.yaml", yaml("base").replace("interface: moon", "interface: network"));
        DAEMON.cordon("deploy", file).fails("cordon.iface.network has the interface network already");
        assertEquals("", DAEMON.cordon("interface", "--problems").out());
        Path dropped = DAEMON.root().resolve("deploy/network.yaml");
        Files.move(Path.of(file), dropped, StandardCopyOption.ATOMIC_MOVE);
        String shadowed = "network of bundle cordon.deployed.network ";
        Until.holds("it is listed as shadowed", () -> DAEMON.cordon("interface", "--problems").out().contains(shadowed));
        DAEMON.cordon("interface", "network").succeeds().prints("bundle:        cordon.iface.network", "shadows:       bundle cordon.deployed.network");
        Files.delete(dropped);
        Until.holds("nothing is wrong any more", () -> DAEMON.cordon("interface", "--problems").out().isEmpty());
    }
}
