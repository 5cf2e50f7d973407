package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

/** Profiles are edited in place: what a backend understands counts, and shows everywhere, until it is taken back. */
public class ProfileIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    @BeforeClass
    public static void install() {
        SnapSource edited = SnapSource.in(DAEMON.place(), "edited").yaml("""
                name: edited
                version: '1'
                summary: s
                apps:
                  edited: {command: bin/socket}
                plugs:
                  network-observe: null
                """).script("bin/socket", "exec /usr/bin/perl -e 'socket(S,16,3,0) ? print qq(made\\n) : exit 1'\n");
        DAEMON.cordon("install", edited.path()).succeeds();
    }

    @After
    public void reset() {
        DAEMON.cordon("profile", "edited", "--reset").succeeds();
        DAEMON.cordon("disconnect", "edited");
    }

    private static Result edit(String backend, String editor) {
        Map<String, String> environment = new HashMap<>(DAEMON.environment());
        environment.put("EDITOR", editor);
        environment.put("VISUAL", "");
        return Programs.run(environment, "", DAEMON.command("profile", "edited", "--backend", backend, "--edit"));
    }

    private static void everyViewSaysModified(boolean modified) {
        for (List<String> view : List.of(List.of("info", "edited"), List.of("report", "edited"), List.of("plan", "edited"), List.of("explain", "edited"),
                List.of("explain", "--json", "edited"), List.of("explain", "--exposure", "edited"), List.of("why", "edited", "socket", "netlink", "raw"), List.of("diff", "edited"))) {
            Result result = DAEMON.cordon(view.toArray(String[]::new)).succeeds();
            assertEquals(result.toString(), modified, (result.out() + result.err()).contains("locally modified"));
        }
        assertEquals(modified, DAEMON.cordon("list").out().contains("modified"));
        Result run = DAEMON.cordon("run", "edited");
        assertEquals(run.toString(), modified, run.err().contains("locally modified"));
        assertEquals(modified, DAEMON.cordon("list", "--json").out().contains("profiles/snap.edited.edited"));
    }

    @Test
    public void anEditOfTheSystemCallFilterCountsAtTheNextLaunchAndShowsUntilItIsReset() {
        everyViewSaysModified(false);
        DAEMON.cordon("run", "edited").fails();
        edit("seccomp", "sed -i '$asocket AF_NETLINK'").succeeds().prints("locally modified");
        DAEMON.cordon("run", "edited").succeeds().prints("made");
        everyViewSaysModified(true);
        DAEMON.cordon("profile", "edited", "--reset").succeeds().prints("seccomp");
        DAEMON.cordon("run", "edited").fails();
        everyViewSaysModified(false);
    }

    @Test
    public void whatABackendDoesNotUnderstandIsRefusedAndTheProfileOfBeforeStays() throws IOException {
        String before = DAEMON.cordon("profile", "edited", "--backend", "seccomp").succeeds().out();
        Result refused = edit("seccomp", "sed -i '$asocket AF_NONSENSE'");
        refused.fails("AF_NONSENSE", "of before stays", "what you wrote is in");
        assertEquals(before, DAEMON.cordon("profile", "edited", "--backend", "seccomp").out());
        Path copy = Path.of(refused.err().replaceAll("(?s).*what you wrote is in (\\S+).*", "$1"));
        assertTrue(Files.readString(copy).contains("AF_NONSENSE"));
        edit("landlock", "sed -i '$afile: relative r'").fails("relative");
        edit("cgroup", "sed -i '$anonsense'").fails("of before stays");
        edit("seccomp", "false").fails("status 1", "nothing has changed");
        edit("sekkomp", "true").fails("sekkomp", "did you mean \"seccomp\"?");
        everyViewSaysModified(false);
    }

    @Test
    public void aFilterCanBeTakenAwayAltogether() {
        DAEMON.cordon("run", "edited").fails();
        edit("seccomp", "sh -c 'echo @unrestricted >\"$0\"'").succeeds();
        DAEMON.cordon("run", "edited").succeeds().prints("made");
        assertFalse(DAEMON.cordon("plan", "edited").succeeds().out().contains("\nseccomp "));
    }

    @Test
    public void bareRulesAreUnderstoodInAnAppArmorProfileAndMisspeltOnesAreNot() {
        assumeTrue("apparmor_parser is not installed", Files.isExecutable(Path.of("/usr/sbin/apparmor_parser")));
        edit("apparmor", "sed -i 's/^}/  file,\\n  network,\\n  capability,\\n  ptrace,\\n  signal,\\n  unix,\\n  dbus,\\n  mount,\\n}/'").succeeds();
        DAEMON.cordon("profile", "edited", "--backend", "apparmor").prints("  file,\n  network,\n");
        edit("apparmor", "sed -i 's/^  file,/  fyle,/'").fails("of before stays");
        DAEMON.cordon("profile", "edited", "--backend", "apparmor").prints("  file,\n");
        Programs.need("apparmor_parser", "-QTK", DAEMON.cordon("profile", "edited", "--backend", "apparmor", "--path").out().strip());
    }

    @Test
    public void anEditByHandIsAnEditAndOutlivesTheDaemon() throws IOException, InterruptedException {
        Path file = Path.of(DAEMON.cordon("profile", "edited", "--backend", "seccomp", "--path").out().strip());
        Files.writeString(file, "socket AF_NETLINK\n", StandardOpenOption.APPEND);
        everyViewSaysModified(true);
        DAEMON.stop();
        DAEMON.start();
        everyViewSaysModified(true);
        DAEMON.cordon("run", "edited").succeeds();
    }

    @Test
    public void aChangeOfThePolicyReplacesAnEditAndKeepsItAside() throws IOException {
        edit("seccomp", "sed -i '$asocket AF_NETLINK'").succeeds();
        Result connect = DAEMON.cordon("connect", "edited:network-observe").succeeds();
        Path aside = Path.of(DAEMON.cordon("profile", "edited", "--backend", "seccomp", "--path").out().strip() + ".edited-before");
        assertTrue(connect.toString(), (connect.out() + connect.err()).contains(aside.toString()));
        assertTrue(Files.readString(aside).contains("socket AF_NETLINK"));
        everyViewSaysModified(false);
    }

    @Test
    public void onlyRootEditsAndEverybodyReads() {
        DAEMON.as(Daemon.ALICE, "profile", "edited", "--backend", "seccomp").succeeds().prints("socket AF_UNIX");
        DAEMON.as(Daemon.ALICE, "profile", "edited", "--backend", "seccomp", "--edit").fails("only root");
        DAEMON.as(Daemon.ALICE, "profile", "edited", "--reset").fails("only root");
    }

    @Test
    public void theEditorHasTheTerminalAndItsCopyIsRootsAlone() throws IOException {
        Map<String, String> environment = new HashMap<>(DAEMON.environment());
        environment.put("VISUAL", "sh -c 'test -t 0 && test -t 1 && stat -c \"# copy %a %u\" \"$0\" >>\"$0\"'");
        Programs.run(environment, "", "script", "-qec", DAEMON.client() + " profile edited --backend seccomp --edit", "/dev/null").succeeds();
        DAEMON.cordon("profile", "edited", "--backend", "seccomp").prints("# copy 600 0");
        try (var left = Files.newDirectoryStream(DAEMON.root().resolve("run"), "edit-*")) {
            assertFalse("a copy is left", left.iterator().hasNext());
        }
    }

    @Test
    public void anOptionLacksItsValueOrAnActionIsGivenTwice() {
        DAEMON.cordon("profile", "edited", "--backend").fails("--backend lacks its BACKEND");
        DAEMON.cordon("profile", "edited", "--edit", "--reset").fails("exclude");
        DAEMON.cordon("profile", "edited", "--edit").fails("--backend seccomp");
        DAEMON.cordon("complete", "profile", "edited", "--backend", "sec").succeeds().prints("seccomp");
    }
}
