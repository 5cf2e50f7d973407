package cordon.it;

import static org.junit.Assert.assertEquals;

import org.junit.ClassRule;
import org.junit.Test;

/** A base snap is the root of the snaps that name it; without one the host's root serves. */
public class BaseIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    private static SnapSource base(String version) {
        SnapSource base = SnapSource.in(DAEMON.place(), "tiny-" + version).yaml("name: tiny\nversion: '" + version + "'\ntype: base\nsummary: a root\n");
        Programs.need("mkdir", "-p", base.path() + "/bin", base.path() + "/usr/lib", base.path() + "/etc", base.path() + "/dev", base.path() + "/proc",
                base.path() + "/sys", base.path() + "/tmp", base.path() + "/snap", base.path() + "/var");
        for (String name : new String[] {"sh", "cat", "ls"}) {
            Programs.need("cp", Distribution.EXAMPLES.resolve("target/toolbox/bin/busybox").toString(), base.path() + "/bin/" + name);
        }
        return base.file("usr/lib/release", "tiny " + version + "\n", "rw-r--r--");
    }

    private static SnapSource app(String base) {
        return SnapSource.in(DAEMON.place(), "based").yaml("name: based\nversion: '1'\nsummary: s\nbase: " + base + "\napps:\n  based: {command: bin/run}\n")
                .script("bin/run", "cat /usr/lib/release; ls /usr/bin 2>/dev/null | head -1\n");
    }

    @Test
    public void theBaseIsTheRootAndANewRevisionOfItIsTheNextLaunchsRoot() {
        DAEMON.cordon("install", base("1").squashed()).succeeds();
        DAEMON.cordon("install", app("tiny").path()).succeeds();
        assertEquals("tiny 1\n", DAEMON.cordon("run", "based").succeeds().out());
        DAEMON.cordon("install", base("2").squashed()).succeeds();
        assertEquals("tiny 2\n", DAEMON.cordon("run", "based").succeeds().out());
        DAEMON.cordon("remove", "tiny").fails("tiny", "based");
        DAEMON.cordon("remove", "--purge", "based").succeeds();
        DAEMON.cordon("remove", "--purge", "tiny").succeeds();
    }

    @Test
    public void whoeverInstallsASnapWithoutItsBaseIsToldThatTheHostsRootServes() {
        Result result = DAEMON.cordon("install", app("absent").path()).succeeds();
        assertEquals(result.toString(), true, (result.out() + result.err()).contains("absent"));
        DAEMON.cordon("run", "based").doesNotPrint("tiny");
        DAEMON.cordon("remove", "--purge", "based").succeeds();
    }
}
