package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/** A directory that is tried stays editable, and what its owner can change is run by him and root alone. */
public class TryIT {
    private static final String YAML = "name: trial\nversion: '1'\nsummary: s\napps:\n  trial: {command: bin/run}\n";

    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    private SnapSource trial;

    @Before
    public void write() {
        trial = SnapSource.in(DAEMON.home("alice"), "trial").yaml(YAML).script("bin/run", "echo one\n");
        own(Daemon.ALICE);
    }

    @After
    public void remove() {
        if (DAEMON.cordon("list").out().contains("trial")) {
            DAEMON.cordon("remove", "--purge", "trial").succeeds();
        }
        Programs.need("rm", "-rf", "--one-file-system", trial.path());
    }

    private void own(int uid) {
        Programs.need("chown", "-hR", uid + ":" + uid, trial.path());
    }

    /** As the daemon sees it. */
    private static Result tried(String... options) {
        String[] words = new String[options.length + 2];
        words[0] = "try";
        System.arraycopy(options, 0, words, 1, options.length);
        words[words.length - 1] = "/home/alice/trial";
        return DAEMON.cordon(words);
    }

    @Test
    public void anEditedProgramRunsAtItsNextStartAndAnEditedSnapYamlOnceTriedAgain() throws IOException {
        tried().succeeds().prints("/home/alice/trial");
        assertTrue(DAEMON.cordon("list").out().lines().anyMatch(line -> line.startsWith("trial") && line.contains("try")));
        DAEMON.cordon("info", "trial").succeeds().prints("tried from:", "/home/alice/trial");
        DAEMON.cordon("list", "--json").prints("\"tried\"");
        assertEquals("one\n", DAEMON.as(Daemon.ALICE, "run", "trial").succeeds().out());
        trial.script("bin/run", "echo two\n").script("bin/more", "echo more\n");
        assertEquals("two\n", DAEMON.as(Daemon.ALICE, "run", "trial").succeeds().out());
        trial.yaml(YAML + "  more: {command: bin/more}\n");
        own(Daemon.ALICE);
        DAEMON.as(Daemon.ALICE, "run", "trial.more").fails("no command of that name");
        tried().succeeds().prints("upgraded from x1");
        assertEquals("more\n", DAEMON.as(Daemon.ALICE, "run", "trial.more").succeeds().out());
        DAEMON.cordon("remove", "--purge", "trial").succeeds();
        assertTrue(Files.exists(trial.directory().resolve("bin/more")));
        assertFalse(Files.exists(DAEMON.root().resolve("packages/trial_x2.yaml")));
    }

    @Test
    public void whatWasReadCountsAfterAStartWhateverTheFileSaysThen() throws IOException, InterruptedException {
        tried().succeeds();
        trial.yaml(YAML.replace("version: '1'", "version: '2'") + "plugs: {network: null}\n");
        own(Daemon.ALICE);
        DAEMON.stop();
        DAEMON.start();
        assertEquals("one\n", DAEMON.as(Daemon.ALICE, "run", "trial").succeeds().out());
        assertTrue(DAEMON.cordon("list").out().lines().anyMatch(line -> line.matches("trial +1 +x1 +try")));
        DAEMON.cordon("connections", "trial", "--all").doesNotPrint("network");
    }

    @Test
    public void nobodyElseThanTheOwnerAndRootRunsIt() {
        tried().succeeds();
        DAEMON.as(Daemon.BOB, "run", "trial").fails("4242", "only he and root");
        DAEMON.as(Daemon.BOB, "plan", "trial").fails("only he and root");
        assertEquals("one\n", DAEMON.cordon("run", "trial").succeeds().out());
        DAEMON.as(Daemon.ALICE, "try", "/home/alice/trial").fails("root");
    }

    @Test
    public void theProgramCannotChangeItsOwnFilesAndNoSetIdBitCounts() {
        trial.script("bin/run", "echo x >>$SNAP/bin/run; echo x >$SNAP/new; grep /snap/trial /proc/self/mountinfo\n");
        own(Daemon.ALICE);
        tried().succeeds();
        Result result = DAEMON.as(Daemon.ALICE, "run", "trial");
        assertEquals(result.toString(), 2, result.err().lines().filter(line -> line.contains("Read-only") || line.contains("denied")).count());
        assertTrue(result.toString(), result.out().contains(" ro,nosuid,nodev"));
        assertFalse(Files.exists(trial.directory().resolve("new")));
    }

    @Test
    public void whatSomebodyElseCouldChangeIsRefused() throws IOException {
        Programs.need("chmod", "o+w", trial.path() + "/bin/run");
        tried().fails("bin/run", "chmod go-w");
        Programs.need("chmod", "o-w", trial.path() + "/bin/run");
        Programs.need("chown", String.valueOf(Daemon.BOB), trial.path() + "/bin");
        tried().fails("\"bin\" is another user's (4243)");
        own(Daemon.ALICE);
        Programs.need("chmod", "g+w", trial.path());
        tried().fails("the directory itself", "chmod go-w");
        Programs.need("chmod", "g-w", trial.path());
        tried().succeeds();
    }

    @Test
    public void linksThatLeadOutAndThingsThatAreNoFilesAreRefused() throws IOException {
        Path link = Files.createSymbolicLink(trial.directory().resolve("out"), Path.of("/etc/shadow"));
        own(Daemon.ALICE);
        tried().fails("\"out\" leads out of the package");
        Files.delete(link);
        Programs.need("mkfifo", trial.path() + "/pipe");
        own(Daemon.ALICE);
        tried().fails("pipe", "a fifo");
    }

    @Test
    public void aLinkThatIsMadeLaterLeadsNoFurtherThanTheProgramMayGo() throws IOException {
        trial.script("bin/run", "cat $SNAP/out\n");
        own(Daemon.ALICE);
        tried().succeeds();
        Files.createSymbolicLink(trial.directory().resolve("out"), Path.of("/etc/shadow"));
        DAEMON.cordon("run", "trial").fails("out").doesNotPrint("root:");
    }

    @Test
    public void aDirectoryOfSomebodyElseInItsPlaceIsNotUsedAfterAStart() throws IOException, InterruptedException {
        tried().succeeds();
        DAEMON.stop();
        own(Daemon.BOB);
        DAEMON.start();
        DAEMON.as(Daemon.BOB, "run", "trial").fails();
        assertTrue(DAEMON.log(), DAEMON.log().contains("user 4243's now"));
        Programs.need("sh", "-c", "rm -rf '" + trial.path() + "' && ln -s /root '" + trial.path() + "'");
        DAEMON.stop();
        DAEMON.start();
        DAEMON.cordon("run", "trial").fails();
        DAEMON.cordon("remove", "--purge", "trial").succeeds();
        Files.delete(trial.directory());
    }

    @Test
    public void aBaseIsNotTriedAndAFileIsNot() {
        trial.yaml("name: trial\nversion: '1'\ntype: base\nsummary: s\n");
        own(Daemon.ALICE);
        tried().fails("only apps can be tried");
        DAEMON.cordon("try", "/home/alice/nothing").fails("not there");
    }
}
