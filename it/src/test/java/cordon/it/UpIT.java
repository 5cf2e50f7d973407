package cordon.it;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What {@code cordon up} does with a daemon that is not ready soon: one that works is waited for, one that ends or does nothing is not. */
public class UpIT {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** Starts a script in the place of Java. What is printed as an error is in a file, for the script too. */
    private Result up(String script) throws IOException {
        Path java = Files.writeString(folder.getRoot().toPath().resolve("java"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        assumeTrue("no program runs from the directory of temporary files (noexec)", Files.isExecutable(java));
        return Programs.run(Map.of("CORDON_JAVA", java.toString(), "CORDON_ROOT", folder.getRoot().toPath().resolve("root").toString()), "",
                "sh", "-c", "\"$0\" up 2>\"$1\" || { status=$?; cat \"$1\" >&2; exit $status; }", Distribution.HOME.resolve("bin/cordon").toString(), errors());
    }

    private String errors() {
        return folder.getRoot().toPath().resolve("errors").toString();
    }

    @Test
    public void oneThatEndsIsQuotedAtOnce() throws IOException {
        Result result = up("echo 'error: cannot start: no such luck' >&2; exit 1").fails("no such luck\n", "error: cannot start the daemon: it ended; see ");
        assertFalse(result.toString(), result.err().contains("half a minute"));
    }

    @Test
    public void oneThatWorksIsWaitedForAndThatIsSaid() throws IOException {
        up("until grep -q 'cordon is starting' '" + errors() + "'; do :; done; echo 'error: cannot start: enough' >&2; exit 1").fails("cordon is starting; ", "enough\n");
    }

    @Test
    public void oneThatDoesNothingIsEnded() throws IOException {
        Path pid = folder.getRoot().toPath().resolve("pid");
        up("echo $$ >'" + pid + "'; exec sleep 1000").fails("it did nothing for half a minute, and was ended; see ");
        Path process = Path.of("/proc", Files.readString(pid).strip(), "comm");
        assertTrue(process + " still sleeps", !Files.exists(process) || !Files.readString(process).equals("sleep\n"));
    }
}
