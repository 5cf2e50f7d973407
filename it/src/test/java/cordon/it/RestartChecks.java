package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

/** What runs when the daemon ends is found again by the next one, from the kernel. */
public abstract class RestartChecks {
    /** The daemon of the class. */
    abstract Daemon daemon();

    private Path common(String snap) {
        return daemon().home("alice").resolve("snap").resolve(snap).resolve("common");
    }

    private Process start(String command) throws IOException {
        ProcessBuilder client = new ProcessBuilder(Programs.as(Daemon.ALICE, daemon().command("run", command)))
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        client.environment().putAll(daemon().environment());
        return client.start();
    }

    /** The lines of {@code cordon running} about a snap. */
    private List<String> running(String snap) {
        return daemon().cordon("running").succeeds().out().lines().filter(line -> line.contains(" snap." + snap + ".")).toList();
    }

    /** One that does not end when it is asked to, as the daemon does before it ends. */
    private void waits(boolean crash) throws Exception {
        SnapSource snap = SnapSource.in(daemon().place(), "waiter").yaml("name: waiter\nversion: '1'\nsummary: s\napps: {wait: {command: bin/wait, plugs: [home]}}\n")
                .script("bin/wait", "trap '' TERM; cd \"$SNAP_USER_COMMON\"; : >ready; while [ ! -e go ]; do sleep 0.05; done\n");
        daemon().cordon("install", snap.path()).succeeds();
        Process client = start("waiter.wait");
        Until.holds("it runs", () -> Files.exists(common("waiter").resolve("ready")));
        List<String> before = running("waiter");
        assertEquals(before.toString(), 1, before.size());
        String pid = before.get(0).strip().split(" +")[0];
        assertEquals(String.valueOf(Daemon.ALICE), before.get(0).strip().split(" +")[1]);
        if (crash) {
            daemon().kill();
        } else {
            daemon().stop();
        }
        daemon().start();
        client.waitFor();
        assertEquals(before, running("waiter"));
        daemon().cordon("remove", "waiter").fails("cannot remove waiter: it runs as process " + pid);
        daemon().cordon("disconnect", "waiter:home").succeeds().prints("after restart of 1 running process (" + pid + ")");
        Files.writeString(common("waiter").resolve("go"), "");
        Until.holds("it ends", () -> running("waiter").isEmpty());
        daemon().cordon("remove", "--purge", "waiter").succeeds();
        Programs.need("rm", "-r", common("waiter").getParent().toString());
    }

    @Test
    public void whatRunsIsKnownAfterARestart() throws Exception {
        waits(false);
    }

    @Test
    public void whatRunsIsKnownAfterACrash() throws Exception {
        waits(true);
    }

    @Test
    public void whatACommandLeavesBehindRunsToo() throws Exception {
        SnapSource snap = SnapSource.in(daemon().place(), "leaver").yaml("name: leaver\nversion: '1'\nsummary: s\napps: {leaver: {command: bin/leave}}\n")
                .script("bin/leave", "cd \"$SNAP_USER_COMMON\"\n(while [ ! -e go ]; do sleep 0.05; done) </dev/null >/dev/null 2>&1 &\n");
        daemon().cordon("install", snap.path()).succeeds();
        assertEquals(0, start("leaver").waitFor());
        List<String> left = running("leaver");
        assertEquals(left.toString(), 1, left.size());
        daemon().cordon("remove", "leaver").fails("cannot remove leaver: it runs as process ");
        Files.writeString(common("leaver").resolve("go"), "");
        Until.holds("it ends", () -> running("leaver").isEmpty());
        daemon().cordon("remove", "--purge", "leaver").succeeds();
        assertTrue(running("leaver").isEmpty());
    }
}
