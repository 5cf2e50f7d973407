package cordon.backend.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cordon.api.backend.StoredProfile;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Devices come and go while processes run. */
class FollowingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path sysfs;

    /** Plugs in a block device: memory, compressed, which shows to everybody as hardware does (zram.rst). */
    private static int add() throws Exception {
        Path control = Path.of("/sys/class/zram-control/hot_add");
        assumeTrue(Files.exists(control), "the kernel has no zram");
        return Integer.parseInt(Files.readString(control).strip());
    }

    private static void remove(int index) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!removed(index)) {
            assertTrue(System.nanoTime() < end, "somebody has the device open all the time");
            Thread.sleep(10);
        }
    }

    /** False while somebody has it open: a process that is ending, or one of the system's that looks at each new device. */
    private static boolean removed(int index) throws LinuxException {
        try (Fd control = Paths.openRoot("/sys/class/zram-control/hot_remove", OpenFlags.O_WRONLY)) {
            Io.write(control, String.valueOf(index).getBytes(StandardCharsets.US_ASCII));
            return true;
        } catch (LinuxException e) {
            if (e.errno() != Errno.EBUSY) {
                throw e;
            }
            return false;
        }
    }

    private static Path node(Sandbox sandbox, int index) throws Exception {
        String[] number = Files.readString(Path.of("/sys/block/zram" + index + "/dev")).strip().split(":");
        return sandbox.node("node", "b", Integer.parseInt(number[0]), Integer.parseInt(number[1]));
    }

    private static void eventually(String expected, Shell shell, Path node) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String answer = shell.read(node);
        while (!answer.equals(expected) && System.nanoTime() < end) {
            Thread.sleep(10);
            answer = shell.read(node);
        }
        assertEquals(expected, answer);
    }

    @ParameterizedTest
    @EnumSource
    void aDeviceThatComesIsOpenToProcessesThatRunAndClosedWhenItGoes(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version); Shell shell = sandbox.shell("bar", "device: block /dev/zram[0-9]* r")) {
            int index = add();
            Path node;
            try {
                node = node(sandbox, index);
                eventually("done", shell, node);
            } finally {
                remove(index);
            }
            eventually("Operation not permitted", shell, node);
        }
    }

    @ParameterizedTest
    @EnumSource
    void devicesBySysfs(Version version) throws Exception {
        int index = add();
        try (Sandbox sandbox = new Sandbox(version)) {
            String range = Files.readString(Path.of("/sys/block/zram" + index + "/range")).strip();
            Path node = node(sandbox, index);
            try (Shell any = sandbox.shell("any", "udev: block"); Shell right = sandbox.shell("right", "udev: block range=" + range + " ro=?");
                    Shell wrong = sandbox.shell("wrong", "udev: block range=" + range + "1"); Shell other = sandbox.shell("other", "udev: tty")) {
                any.assertReads(node);
                right.assertReads(node);
                wrong.assertRefused(node);
                other.assertRefused(node);
                any.assertRefused(Path.of("/dev/zero"));
            }
        } finally {
            remove(index);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNumberThatMeansAnotherDeviceByNowIsClosed(Version version) throws Exception {
        Path uevent = device("1:5", "gadget");
        try (Sandbox sandbox = new Sandbox(version, sysfs); Shell shell = sandbox.shell("bar", "device: char /dev/gadget r")) {
            shell.assertReads(Path.of("/dev/zero"));
            Files.writeString(uevent, "MAJOR=1\nMINOR=5\nDEVNAME=other\n");
            synthetic();
            eventually("Operation not permitted", shell, Path.of("/dev/zero"));
            Files.writeString(uevent, "MAJOR=1\nMINOR=5\nDEVNAME=gadget\n");
            synthetic();
            eventually("done", shell, Path.of("/dev/zero"));
        }
    }

    /** The kernel sends a message about a device again for whoever asks (sysfs(5), {@code uevent}). */
    private static void synthetic() throws Exception {
        Files.writeString(Path.of("/sys/class/mem/null/uevent"), "change");
    }

    private Path device(String number, String name) throws Exception {
        Path directory = Files.createDirectories(sysfs.resolve("devices/virtual/test").resolve(name));
        Files.createDirectories(sysfs.resolve("dev/block"));
        Files.createSymbolicLink(Files.createDirectories(sysfs.resolve("dev/char")).resolve(number), directory);
        return Files.writeString(directory.resolve("uevent"), "DEVNAME=" + name + "\n");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsBehindADeviceIsNotTheDevice(Version version) throws Exception {
        Path hub = Files.createDirectories(sysfs.resolve("devices/hub"));
        Path stick = Files.createDirectories(hub.resolve("stick"));
        Path tty = Files.createDirectories(stick.resolve("tty/ttyX0"));
        Files.writeString(hub.resolve("idVendor"), "1d6b\n");
        Files.writeString(hub.resolve("idProduct"), "0002\n");
        Files.writeString(stick.resolve("idVendor"), "0403\n");
        Files.writeString(stick.resolve("idProduct"), "6001\n");
        Files.writeString(tty.resolve("uevent"), "DEVNAME=ttyX0\n");
        Files.createSymbolicLink(tty.resolve("subsystem"), Files.createDirectories(sysfs.resolve("class/tty")));
        Files.createSymbolicLink(Files.createDirectories(sysfs.resolve("dev/char")).resolve("1:5"), tty);
        Files.createDirectories(sysfs.resolve("dev/block"));
        try (Sandbox sandbox = new Sandbox(version, sysfs); Shell stickOnly = sandbox.shell("one", "udev: tty idVendor=0403 idProduct=6001");
                Shell hubOnly = sandbox.shell("two", "udev: tty idVendor=1d6b idProduct=0002"); Shell mixed = sandbox.shell("three", "udev: tty idVendor=0403 idProduct=0002")) {
            stickOnly.assertReads(Path.of("/dev/zero"));
            hubOnly.assertRefused(Path.of("/dev/zero"));
            mixed.assertRefused(Path.of("/dev/zero"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenDevicesCannotBeLookedUpWhatDependsOnThemIsClosedAndNothingLaunches(Version version) throws Exception {
        device("1:5", "gadget");
        try (Sandbox sandbox = new Sandbox(version, sysfs)) {
            StoredProfile profile = sandbox.stored("bar", "device: char /dev/gadget r");
            sandbox.backend().load(List.of(profile));
            try (Shell shell = sandbox.start(profile, "/bin/sh", "-c", Shell.LOOP)) {
                shell.assertReads(Path.of("/dev/zero"));
                Files.delete(sysfs.resolve("dev/char/1:5"));
                Files.createSymbolicLink(sysfs.resolve("dev/char/1:5"), sysfs.resolve("dev/char/1:5"));
                synthetic();
                eventually("Operation not permitted", shell, Path.of("/dev/zero"));
                assertTrue(shell.ask("true").equals("done"));
            }
        }
    }
}
