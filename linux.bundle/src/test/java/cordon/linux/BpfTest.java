package cordon.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
    void programsAreAttachedToGroupsAlone() throws Exception {
        try (Fd program = Bpf.load(CgroupHook.DEVICE, new EbpfCode().set(0, 1).exit(), "cordon_test");
                Fd directory = Paths.openRoot("/", OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            assertEquals(Errno.EBADF, assertThrows(LinuxException.class, () -> Bpf.attach(directory, CgroupHook.DEVICE, program)).errno());
        }
    }
}
