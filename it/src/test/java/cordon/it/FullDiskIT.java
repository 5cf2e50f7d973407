package cordon.it;

import static org.junit.Assert.assertEquals;

import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;

/** A disk that is full: one clear error, and everything is as it was. */
public class FullDiskIT {
    @ClassRule
    public static final Daemon DAEMON = Daemon.onDiskOf("24m");

    private static void fill() {
        Programs.run(Map.of(), "", "nsenter", "-t", String.valueOf(DAEMON.pid()), "-m", "sh", "-c", "dd if=/dev/zero of=" + DAEMON.root() + "/filler bs=4k 2>/dev/null");
    }

    private static void empty() {
        Programs.need("nsenter", "-t", String.valueOf(DAEMON.pid()), "-m", "rm", DAEMON.root() + "/filler");
    }

    @Test
    public void nothingChangesWhenTheStateCannotBeWritten() throws Exception {
        SnapSource snap = SnapSource.in(DAEMON.place(), "small").yaml("name: small\nversion: '1'\nsummary: s\napps:\n  small: {command: bin/x, plugs: [network]}\n").script("bin/x", "echo works\n");
        DAEMON.cordon("install", snap.path()).succeeds();
        String connections = DAEMON.cordon("connections").succeeds().out();
        String record = Programs.need("nsenter", "-t", String.valueOf(DAEMON.pid()), "-m", "cat", DAEMON.root() + "/snaps/small.json");
        fill();
        DAEMON.cordon("disconnect", "small:network").fails("space");
        SnapSource other = SnapSource.in(DAEMON.place(), "other").yaml("name: other\nversion: '1'\nsummary: s\napps:\n  other: {command: bin/x}\n").script("bin/x", "echo " + "x".repeat(20000) + "\n");
        DAEMON.cordon("install", other.path()).fails("space");
        assertEquals(connections, DAEMON.cordon("connections").succeeds().out());
        DAEMON.cordon("list").succeeds().doesNotPrint("other");
        empty();
        assertEquals(record, Programs.need("nsenter", "-t", String.valueOf(DAEMON.pid()), "-m", "cat", DAEMON.root() + "/snaps/small.json"));
        DAEMON.cordon("run", "small").succeeds().prints("works");
        DAEMON.cordon("disconnect", "small:network").succeeds();
        DAEMON.cordon("install", other.path()).succeeds();
    }
}
