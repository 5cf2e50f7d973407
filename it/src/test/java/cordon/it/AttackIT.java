package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

/**
 * A program that is hostile from its first instruction, without a connection, as root and as an ordinary user: the families of published
 * breaks of sandboxes, and variants of each. Nothing is let through, and the host is as it was.
 */
public class AttackIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();
    /** A call that the filter does not let through. */
    private static final Set<String> NOT_CALLED = Set.of("EPERM", "ENOSYS", "SYS");
    /** What cannot be reached, or is not there at all. */
    private static final Set<String> OUT_OF_REACH = Set.of("EPERM", "ENOSYS", "EACCES", "EROFS", "ENOENT", "EXDEV");
    private static final int FEWEST = 250;
    private static Path program;
    private static Attacker root;
    private static Attacker alice;

    @BeforeClass
    public static void attack() throws Exception {
        program = Attacker.compiled(DAEMON.place());
        SnapSource snap = SnapSource.in(DAEMON.place(), "attacker-source").yaml("name: attacker\nversion: '1'\nsummary: s\napps:\n  attacker: {command: bin/attacker}\n");
        Files.createDirectories(snap.directory().resolve("bin"));
        Files.copy(program, snap.directory().resolve("bin/attacker"));
        DAEMON.cordon("install", snap.squashed()).succeeds();
        root = new Attacker(DAEMON, 0, "admin", program);
        alice = new Attacker(DAEMON, Daemon.ALICE, "alice", program);
    }

    @AfterClass
    public static void end() {
        for (Attacker attacker : new Attacker[] {root, alice}) {
            if (attacker != null) {
                attacker.close();
            }
        }
    }

    private static void assertRefused(String names, Set<String> how) {
        assertEquals("attacks of root that were not refused", Map.of(), others(root, names, how));
        assertEquals("attacks of an ordinary user that were not refused", Map.of(), others(alice, names, how));
    }

    private static Map<String, String> others(Attacker attacker, String names, Set<String> how) {
        Map<String, String> found = new TreeMap<>(attacker.results());
        found.keySet().removeIf(name -> !name.matches(names));
        assertFalse("there is no attack " + names, found.isEmpty());
        found.values().removeIf(how::contains);
        return found;
    }

    @Test
    public void nothingIsPushedIntoATerminal() {
        assertRefused("tio.*", NOT_CALLED);
    }

    @Test
    public void otherTablesOfSystemCallsOpenNothing() {
        assertRefused("old_.*", NOT_CALLED);
        assertRefused("x32_.*", Set.of("SYS"));
    }

    @Test
    public void noNamespaceIsMadeOrEntered() {
        assertRefused("(unshare|clone|setns)_.*|clone3_.*", NOT_CALLED);
    }

    @Test
    public void nothingIsMountedAndTheMachineIsLeftAlone() {
        assertRefused("do_.*", NOT_CALLED);
    }

    @Test
    public void aFilterOfTheAttackersOwnWidensNothing() {
        assertRefused("own_.*", NOT_CALLED);
    }

    @Test
    public void noFileIsMadeThatRunsWithSomebodyElsesRights() {
        assertRefused("mode_(chmod|fchmod|creat|open|tmpfile|mk).*", NOT_CALLED);
        assertRefused("mode_removexattr|xattr_.*|owner_(other|group)|setuid_program", OUT_OF_REACH);
    }

    @Test
    public void noDeviceIsMade() {
        assertRefused("device_.*", NOT_CALLED);
    }

    @Test
    public void otherProcessesAreNeitherSeenNorTouched() {
        assertRefused(".*_(VICTIM|DAEMON)|signal_by_pipe", OUT_OF_REACH);
    }

    @Test
    public void nobodyBecomesSomebodyElse() {
        assertRefused("user_.*|group_.*|groups|capability_.*|secure_bits|new_privileges|limit_raised|real_time", OUT_OF_REACH);
    }

    @Test
    public void theHostsFilesAreOutOfReachByEveryPath() {
        assertRefused("read_.*|make_.*|rename_snap|inherited|above_the_root|symlink_out|link_to_passwd|bin_of_user", OUT_OF_REACH);
        assertRefused("write_(?!own_program).*", OUT_OF_REACH);
        assertRefused("write_own_program", Set.of("ETXTBSY", "EACCES", "EROFS"));
    }

    @Test
    public void attributesOfTheHostsFilesStayAsTheyAre() {
        assertRefused("mode_of_.*|.*_of_mine|move_over_mine|link_into_data", OUT_OF_REACH);
    }

    @Test
    public void socketsOfTheHostAreOutOfReach() {
        assertRefused("socket_.*|abstract_.*|control.*|dbus.*|systemd.*|userdb|docker|containerd|snapd|listening", OUT_OF_REACH);
        assertRefused("x11", Set.of("EPERM", "ECONNREFUSED"));
    }

    @Test
    public void onlySocketsOfThisMachineAreMade() {
        assertRefused("family_.*", NOT_CALLED);
    }

    @Test
    public void everyAttackWasMadeAndTheHostIsAsBefore() throws Exception {
        for (Attacker attacker : List.of(root, alice)) {
            assertTrue("only " + attacker.results().size() + " attacks", attacker.results().size() >= FEWEST);
            TreeSet<String> passed = new TreeSet<>(attacker.results().keySet());
            passed.removeIf(name -> !Set.of("ok", "broken").contains(attacker.results().get(name)));
            assertEquals(new TreeSet<>(), passed);
            attacker.assertTheHostIsAsBefore();
        }
    }

    /** Or else they would be refused for another reason than the sandbox. */
    @Test
    public void outsideTheSandboxTheSameAttacksWork() {
        assertWorkOutside("unshare_mount", "do_fsopen", "do_open_tree", "do_keyctl", "mode_chmod", "mode_chmod_high", "mode_fchmodat2",
                "mode_openat", "mode_openat2", "mode_tmpfile", "owner_other", "xattr_trusted", "trace_VICTIM", "watch_VICTIM", "take_descriptor_VICTIM", "robust_list_VICTIM", "read_mem_VICTIM",
                "read_environ_VICTIM", "read_fd_VICTIM", "limit_VICTIM", "abstract_stream", "abstract_datagram", "family_inet", "family_netlink", "read_shadow", "user_other",
                "group_other", "groups", "capability_left", "new_privileges");
    }

    @Test
    public void outsideTheSandboxUserNamespacesAreMade() {
        assumeTrue("the kernel makes no user namespace here (in a chroot it never does)", Programs.run(Map.of(), "", "unshare", "--user", "true").status() == 0);
        assertWorkOutside("unshare_user", "clone3_user", "clone_all");
    }

    private void assertWorkOutside(String... names) {
        for (String name : names) {
            Result result = Programs.run(Map.of(), "", "unshare", "--mount", "sh", "-c", "sleep 60 >/dev/null 2>&1 & exec 3<" + program + "; mount -t tmpfs none /tmp; /proc/self/fd/3 one " + name
                    + " VICTIM=$! ABSTRACT=attacked-0-0 DATAGRAM=attacked-0-0-d; kill -KILL $!");
            assertEquals(name + " ok\n", result.out());
        }
    }
}
