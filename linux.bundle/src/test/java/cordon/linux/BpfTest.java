package cordon.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** Maps and programs. What attached programs do is tested where groups are made. */
class BpfTest {
    @BeforeEach
    void bpf() {
        try {
            Bpf.hashMap("probe", 4, 4, 1).close();
        } catch (LinuxException e) {
            assumeTrue(false, "BPF (CONFIG_BPF_SYSCALL, CAP_SYS_ADMIN): " + e.getMessage());
        }
    }

    @Test
    void programsLoadForEveryHook() throws Exception {
        for (CgroupHook hook : CgroupHook.values()) {
            try (Fd program = Bpf.load(hook, new EbpfCode().set(0, 0).exit(), "cordon_test")) {
                assertTrue(Io.closeOnExec(program), hook.name());
            }
        }
    }

    @Test
    void aProgramThatTheKernelCannotProveSafeIsRefused() {
        LinuxException failure = assertThrows(LinuxException.class, () -> Bpf.load(CgroupHook.DEVICE, new EbpfCode().exit(), "cordon_test"));
        assertEquals(Errno.EACCES, failure.errno(), "register 0 holds nothing");
    }

    @Test
    void aMapTakesNoMoreThanItWasMadeFor() throws Exception {
        try (Fd map = Bpf.hashMap("cordon_test", 4, 4, 1)) {
            Bpf.put(map, new byte[] {1, 0, 0, 0}, new byte[4]);
            Bpf.put(map, new byte[] {1, 0, 0, 0}, new byte[4]);
            assertThrows(LinuxException.class, () -> Bpf.put(map, new byte[] {2, 0, 0, 0}, new byte[4]));
        }
    }

    @Test
    void arraysBeginAtZeroAndHoldWhatIsPut() throws Exception {
        try (Fd map = Bpf.array("cordon_test", 8, 1)) {
            assertArrayEquals(new byte[8], Bpf.get(map, new byte[4], 8));
            Bpf.put(map, new byte[4], new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
            assertArrayEquals(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, Bpf.get(map, new byte[4], 8));
            assertEquals(Errno.ENOENT, assertThrows(LinuxException.class, () -> Bpf.get(map, new byte[] {1, 0, 0, 0}, 8)).errno());
        }
    }

    @Test
    void aMapThatForgetsMakesRoom() throws Exception {
        try (Fd map = Bpf.forgettingMap("cordon_test", 4, 4, 4)) {
            for (byte i = 0; i < 100; i++) {
                Bpf.put(map, new byte[] {i, 0, 0, 0}, new byte[] {i, 0, 0, 0});
            }
            assertArrayEquals(new byte[] {99, 0, 0, 0}, Bpf.get(map, new byte[] {99, 0, 0, 0}, 4));
        }
    }

    @Test
    void aRingIsEmptyUntilAProgramPutsSomethingIntoIt() throws Exception {
        try (BpfRing ring = ring()) {
            assertFalse(Io.poll(0, ring.descriptor())[0]);
            assertTrue(ring.drain().isEmpty());
        }
    }

    @Test
    void aProgramMayUseARing() throws Exception {
        EbpfCode lost = new EbpfCode().set(0, 1);
        try (BpfRing ring = ring(); Fd program = Bpf.load(CgroupHook.DEVICE, new EbpfCode().storeValue(10, -8, 1).storeValue(10, -4, 2).map(1, ring.map()).copy(2, 10)
                .plus(2, -8).set(3, 8).set(4, 0).call(EbpfCode.RINGBUF_OUTPUT).unlessZero(0, lost).exit(), "cordon_test")) {
            assertTrue(Io.closeOnExec(program));
        }
    }

    private static BpfRing ring() {
        try {
            return BpfRing.open("cordon_test", 65536);
        } catch (LinuxException e) {
            throw new TestAbortedException("rings of BPF (Linux 5.8): " + e.getMessage());
        }
    }

    @Test
    void programsAreAttachedToGroupsAlone() throws Exception {
        try (Fd program = Bpf.load(CgroupHook.DEVICE, new EbpfCode().set(0, 1).exit(), "cordon_test");
                Fd directory = Paths.openRoot("/", OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            assertEquals(Errno.EBADF, assertThrows(LinuxException.class, () -> Bpf.attach(directory, CgroupHook.DEVICE, program)).errno());
        }
    }
}
