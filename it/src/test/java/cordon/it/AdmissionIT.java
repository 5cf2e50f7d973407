package cordon.it;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Who may have what, by the rules of the distribution's interfaces and of a site, as an administrator sees it. */
public class AdmissionIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private SnapSource snap(String name, String endpoints) {
        return SnapSource.shell(folder.getRoot().toPath(), name, endpoints);
    }

    private static Path site() {
        return DAEMON.root().resolve("site.yaml");
    }

    private static void site(String text) throws IOException {
        Files.writeString(site(), text);
    }

    @Before
    public void write() {
        snap("art", "slots:\n  pictures: {interface: content, read: [share]}\n").file("share/sun", "a sun\n", "rw-r--r--");
        snap("show", "plugs:\n  pictures: {interface: content, target: $SNAP/pictures}\n").file("pictures/.keep", "", "rw-r--r--");
        snap("editor", "plugs:\n  settings: {interface: personal-files, write: [$HOME/.config/editor]}\n  shell: {interface: personal-files, write: [$HOME/.bashrc]}\n");
    }

    @After
    public void remove() throws IOException {
        Files.deleteIfExists(site());
        for (String name : new String[] {"show", "art", "editor"}) {
            DAEMON.cordon("remove", "--purge", name);
        }
    }

    private Result install(String name) {
        return DAEMON.cordon("install", folder.getRoot().toPath().resolve(name).toString());
    }

    @Test
    public void contentOfOnePublisherIsSharedOnItsOwnOnceTheSiteSaysWhoItIs() throws IOException {
        install("art").succeeds();
        install("show").succeeds().doesNotPrint("connected");
        DAEMON.cordon("info", "show").succeeds().prints("publisher:    not known");
        site("publishers: {acme: [art, show]}\n");
        DAEMON.cordon("run", "show.sh", "-c", "cat $SNAP/pictures/sun").succeeds().prints("a sun");
        DAEMON.cordon("info", "show").succeeds().prints("publisher:    acme");
        DAEMON.cordon("interface", "content").succeeds().prints("rule:          plug allow-auto-connection: same-publisher", "plug:          show:pictures, connected to art:pictures");
    }

    @Test
    public void aReviewShowsWhatIsSensitiveAndConnectAloneGrantsIt() throws Exception {
        install("editor").succeeds();
        assertEquals("nothing is connected", "", DAEMON.cordon("connections", "editor").succeeds().out().lines().filter(line -> line.contains(":personal-files")).findFirst().orElse(""));
        Result review = DAEMON.as(Daemon.ALICE, "review", "editor").succeeds();
        review.prints("editor:settings would get from the connection to :personal-files:", "@{HOME}/.config/editor{,/,/**} where the user owns it", "keys and passwords",
                "editor:shell cannot be connected to :personal-files: the rule \"plug deny-connection: attribute.write=");
        DAEMON.cordon("review", "--json", "editor").succeeds().prints("\"editor:settings\"", "owner @{HOME}/.config/editor{,/,/**} rwkl\"");
        DAEMON.cordon("review", "editr").fails("did you mean \"editor\"?");
        DAEMON.cordon("complete", "review", "ed").succeeds().prints("editor");
        DAEMON.cordon("help", "review").succeeds().prints("usage: cordon review [--json] SNAP");
        DAEMON.cordon("connect", "editor:settings").succeeds();
        DAEMON.cordon("connect", "editor:shell").fails("no slot here fits it", "who writes there runs what he likes without confinement");
        site("interfaces: {personal-files: {override: true, plug-rules: [allow-connection: name=editor]}}\n");
        DAEMON.cordon("connect", "editor:shell").succeeds();
        Files.delete(site());
        // Who reads does not wait for what follows an edit of the site's files.
        Until.answer(() -> DAEMON.cordon("info", "editor").succeeds(), result -> result.out().contains("note: ")).prints("note: editor:shell and :personal-files are not joined");
    }

    @Test
    public void anInstallOfSomethingSensitiveWarns() {
        Result installed = install("editor").succeeds();
        assertEquals(installed.toString(), 1, installed.err().lines().filter(line -> line.startsWith("warning: the plug editor:settings is not connected on its own")).count());
        assertEquals(installed.toString(), 1, installed.err().lines().filter(line -> line.equals("warning: \"cordon review editor\" shows what that comes to")).count());
    }

    @Test
    public void aSiteThatIsWrongIsSaidWithItsLineAndChangesNothing() throws IOException {
        install("art").succeeds();
        site("interfaces:\n  content:\n    plug-rules:\n      - deny-conection\n");
        install("show").fails("cannot install show: what this site allows is not known: " + site() + ":4: there is no rule \"deny-conection\"");
        DAEMON.cordon("list").succeeds().prints("art").doesNotPrint("show");
        DAEMON.as(Daemon.ALICE, "interface", "--problems").succeeds().prints(site() + ":4: there is no rule");
        DAEMON.cordon("backends").succeeds().prints(site() + ":4");
        site("interfaces:\n  content:\n    plug-rules:\n      - deny-installation: name=sh*\n");
        install("show").fails("it has the plug \"pictures\": the rule \"plug deny-installation: name=sh*\" of the interface \"content\" refuses it (" + site() + ":4)");
        DAEMON.cordon("interface", "content").succeeds().prints("site rule:     plug deny-installation: name=sh* (" + site() + ":4)");
    }
}
