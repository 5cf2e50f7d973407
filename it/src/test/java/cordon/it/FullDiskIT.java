package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;

/** A disk that is full: one clear error, and everything is as it was. */
public class FullDiskIT {
    @ClassRule
    public static final Daemon DAEMON = Daemon.onDiskOf("24m");

    /** The disk is mounted in the daemon's namespace; it is reached through the daemon's root. */
    private static Path disk(String path) {
        return Path.of("/proc", String.valueOf(DAEMON.pid()), "root" + DAEMON.root(), path);
    }

    private static void fill() {
        Result full = Programs.run(Map.of(), "", "dd", "if=/dev/zero", "of=" + disk("filler"), "bs=4k");
        assertTrue(full.toString(), full.err().contains("No space left"));
    }

    @Test
    public void nothingChangesWhenTheStateCannotBeWritten() throws Exception {
        SnapSource snap = SnapSource.in(DAEMON.place(), "small").yaml("name: small\nversion: '1'\nsummary: s\napps:\n  small: {command: bin/x, plugs: [network]}\n").script("bin/x", "echo works\n");
        DAEMON.cordon("install", snap.path()).succeeds();
        String connections = DAEMON.cordon("connections").succeeds().out();
        String record = Files.readString(disk("snaps/small.json"));
        fill();
        DAEMON.cordon("disconnect", "small:network").fails("space");
        SnapSource other = SnapSource.in(DAEMON.place(), "other").yaml("name: other\nversion: '1'\nsummary: s\napps:\n  other: {command: bin/x}\n").script("bin/x", "echo " + "x".repeat(20000) + "\n");
        DAEMON.cordon("install", other.path()).fails("space");
        assertEquals(connections, DAEMON.cordon("connections").succeeds().out());
        DAEMON.cordon("list").succeeds().doesNotPrint("other");
        Files.delete(disk("filler"));
        assertEquals(record, Files.readString(disk("snaps/small.json")));
        DAEMON.cordon("run", "small").succeeds().prints("works");
        DAEMON.cordon("disconnect", "small:network").succeeds();
        DAEMON.cordon("install", other.path()).succeeds();
    }
}
