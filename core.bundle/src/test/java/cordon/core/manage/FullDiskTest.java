package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.core.CordonException;
import cordon.linux.Mounts;
import cordon.linux.Self;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The records' directory lies on a file system of 64 KiB that is full. */
class FullDiskTest {
    private TestSystem system;
    private Path snaps;

    @BeforeEach
    void mountSmallDisk(@TempDir Path temporary) throws Exception {
        Assumptions.assumeTrue(Self.effectiveUid() == 0, "mounting a tmpfs takes root");
        snaps = Files.createDirectories(temporary.resolve("root/snaps"));
        Mounts.mount("tmpfs", snaps.toString(), "tmpfs", 0, "size=64k");
        system = new TestSystem(temporary);
        system.add(FakeInterface.system("network", false, "net_raw"));
        system.install("foo", "plugs: {network: }\napps: {app: {command: c}}\n");
        fill();
    }

    private void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(snaps.resolve("filler"))) {
            assertThrows(IOException.class, () -> {
                for (int i = 0; i < 64; i++) {
                    out.write(new byte[4096]);
                }
            });
        }
    }

    @AfterEach
    void unmount() throws Exception {
        if (system != null) {
            system.close();
            Mounts.unmount(snaps.toString(), 0);
        }
    }

    @Test
    void aConnectionThatCannotBeRecordedIsNotMade() throws Exception {
        String record = system.recordText("foo").orElseThrow();
        CordonException failure = assertThrows(CordonException.class, () -> system.cordon.connect("foo:network", Optional.empty()));
        assertTrue(failure.getMessage().startsWith("cannot connect foo:network to :network: " + snaps.resolve("foo.json") + ": "), failure.getMessage());
        assertTrue(failure.getMessage().endsWith("no space left on the device (ENOSPC); nothing has changed"), failure.getMessage());
        assertEquals(record, system.recordText("foo").orElseThrow());
        system.seccomp.loaded.values().forEach(text -> assertFalse(text.contains("net_raw"), text));
        assertFalse(Files.readString(system.root.resolve("seccomp/profiles/snap.foo.app")).contains("net_raw"));
        system.cordon.run(system.request("foo.app")).process().close();
    }

    @Test
    void aSnapThatCannotBeRecordedIsNotInstalled() throws Exception {
        CordonException failure = assertThrows(CordonException.class, () -> system.install("bar", "apps: {app: {command: c}}\n"));
        assertTrue(failure.getMessage().startsWith("cannot install bar: "), failure.getMessage());
        assertEquals(1, system.settled().snaps().size());
        assertFalse(Files.exists(system.packages.directory("bar", "x1")));
        assertFalse(Files.exists(system.root.resolve("mount/profiles/snap.bar.app")));
        assertEquals(1, system.seccomp.loaded.size());
    }
}
