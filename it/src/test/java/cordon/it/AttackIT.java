package cordon.it;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

public class AttackIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();
    private static Attacker root;
    private static Attacker alice;

    @BeforeClass
    public static void attack() throws Exception {
        Path program = Attacker.compiled(DAEMON.place());
        SnapSource snap = SnapSource.in(DAEMON.place(), "attacker-source").yaml("name: attacker\nversion: '1'\nsummary: s\napps:\n  attacker: {command: bin/attacker}\n");
        Files.createDirectories(snap.directory().resolve("bin"));
        Files.copy(program, snap.directory().resolve("bin/attacker"));
        DAEMON.cordon("install", snap.squashed()).succeeds();
        root = Attacker.as(DAEMON, 0, "admin", program);
        alice = Attacker.as(DAEMON, Daemon.ALICE, "alice", program);
    }

    @AfterClass
    public static void end() {
        root.close();
        alice.close();
    }

    @Test
    public void print() throws Exception {
        for (String name : root.results().keySet()) {
            System.out.println(name + " " + root.results().get(name) + " " + alice.results().get(name));
        }
        alice.assertTheHostIsAsBefore();
        root.assertTheHostIsAsBefore();
    }
}
