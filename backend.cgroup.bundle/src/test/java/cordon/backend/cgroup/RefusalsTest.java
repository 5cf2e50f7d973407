package cordon.backend.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cordon.api.backend.Refusal;
import cordon.api.backend.RefusalLog;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of devices that processes are refused. */
class RefusalsTest {
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int STEP_MILLIS = 10;

    private static Sandbox telling() throws Exception {
        Sandbox sandbox = new Sandbox(Version.V2);
        Optional<String> silence = sandbox.backend().silence();
        if (silence.isPresent()) {
            sandbox.close();
            assumeTrue(false, silence.get());
        }
        return sandbox;
    }

    /** As soon as there are so many after a number. */
    private static List<Refusal> await(RefusalLog log, long number, int count) throws InterruptedException {
        List<Refusal> found = log.after(number);
        for (int waited = 0; found.size() < count && waited < PATIENCE_MILLIS; waited += STEP_MILLIS) {
            Thread.sleep(STEP_MILLIS);
            found = log.after(number);
        }
        assertEquals(count, found.size(), () -> log.after(number).toString());
        return found;
    }

    @Test
    void aRefusedDeviceIsToldWithItsCommandAndTheRuleThatIsMissing() throws Exception {
        try (Sandbox sandbox = telling(); Shell shell = sandbox.shell("bar", "device: char 1:5 r")) {
            shell.assertReads(Path.of("/dev/zero"));
            shell.assertRefused(Path.of("/dev/full"));
            Refusal refusal = await(sandbox.backend(), 0, 1).get(0);
            assertEquals("snap.foo.bar", refusal.label().text());
            assertEquals("device char /dev/full r", refusal.missing().kind() + " " + refusal.missing().text());
            assertTrue(refusal.pid() > 0 && refusal.pid() != shell.pid() || refusal.pid() == 0, "a child of the shell: " + refusal);
            assertTrue(List.of("sh", "dash", "").contains(refusal.program()), refusal.toString());
            shell.write(Path.of("/dev/zero"));
            assertEquals("char /dev/zero w", await(sandbox.backend(), refusal.number(), 1).get(0).missing().text());
            assertEquals(0, sandbox.backend().missed());
        }
    }

    @Test
    void theDeviceCountsNotTheNameOfItsNode() throws Exception {
        try (Sandbox sandbox = telling(); Shell shell = sandbox.shell("bar")) {
            shell.assertRefused(sandbox.node("null", "c", 1, 7));
            shell.assertRefused(sandbox.node("unknown", "c", 240, 5));
            shell.assertRefused(sandbox.node("block", "b", 240, 6));
            shell.ask("mknod " + sandbox.root + "/no c 1 5");
            List<String> rules = await(sandbox.backend(), 0, 4).stream().map(refusal -> refusal.missing().text()).toList();
            assertEquals(List.of("char /dev/full r", "char 240:5 r", "block 240:6 r", "char /dev/zero m"), rules);
        }
    }

    @Test
    void whoTriesAgainAndAgainIsCountedAndDoesNotHideOthers() throws Exception {
        try (Sandbox sandbox = telling(); Shell noisy = sandbox.shell("noisy"); Shell quiet = sandbox.shell("quiet")) {
            int tries = 20_000;
            assertEquals("done", noisy.ask("i=0; while [ $i -lt " + tries + " ]; do i=$((i + 1)); true </dev/zero; done 2>/dev/null; true"));
            quiet.assertRefused(Path.of("/dev/full"));
            List<Refusal> told = sandbox.backend().after(0);
            for (int waited = 0; waited < PATIENCE_MILLIS && told.stream().noneMatch(refusal -> refusal.label().app().equals("quiet")); waited += STEP_MILLIS) {
                Thread.sleep(STEP_MILLIS);
                told = sandbox.backend().after(0);
            }
            assertTrue(told.stream().anyMatch(refusal -> refusal.label().app().equals("quiet") && refusal.missing().text().equals("char /dev/full r")));
            long last = told.get(told.size() - 1).number();
            assertEquals(tries + 1, last + sandbox.backend().missed(), "each is told or counted");
            assertTrue(sandbox.backend().missed() > 0 && told.size() <= 1000, last + " told");
        }
    }

    @Test
    void aNameThatAProcessChoseIsPassedOnAsItIs() throws Exception {
        try (Sandbox sandbox = telling(); Shell shell = sandbox.shell("bar")) {
            assertTrue(shell.ask("printf '\\033[2J\"x\\377' >/proc/self/comm; exec 3</dev/full").endsWith("Operation not permitted"));
            String program = await(sandbox.backend(), 0, 1).get(0).program();
            assertTrue(program.isEmpty() || program.equals("\033[2J\"x\udcff"), program);
        }
    }

    @Test
    void processesOfACommandThatIsGoneAreStillTheirs() throws Exception {
        try (Sandbox sandbox = telling(); Shell shell = sandbox.shell("bar")) {
            sandbox.backend().unload(List.of(sandbox.stored("bar").label()));
            shell.assertRefused(Path.of("/dev/null"));
            assertEquals("char /dev/null r", await(sandbox.backend(), 0, 1).get(0).missing().text(), "its processes still run");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theThreadEndsWithTheBackend(Version version) throws Exception {
        try (Sandbox sandbox = new Sandbox(version)) {
            try (Shell shell = sandbox.shell("bar")) {
                shell.assertRefused(Path.of("/dev/full"));
            }
            sandbox.backend().stop();
            assertFalse(Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> thread.getName().equals("cordon-refusals")));
            assertEquals(List.of(), sandbox.backend().after(0));
        }
    }

    @Test
    void whereProgramsCannotTellItIsSaid() throws Exception {
        try (Sandbox sandbox = new Sandbox(Version.V1); Shell shell = sandbox.shell("bar")) {
            shell.assertRefused(Path.of("/dev/full"));
            assertEquals("devices that are refused are not logged: that takes cgroup v2 and BPF", sandbox.backend().silence().orElseThrow());
            assertTrue(sandbox.backend().support().limits().contains(sandbox.backend().silence().get()));
            assertEquals(List.of(), sandbox.backend().after(0));
            assertEquals(0, sandbox.backend().missed());
        }
    }
}
