package cordon.backend.landlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.Facet;
import cordon.linux.Landlock;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rulesets that kernels since Linux 5.13 are given, each ABI's, on the running kernel, which knows all up to its own. */
class OlderKernelsTest {
    static IntStream abis() {
        return IntStream.rangeClosed(1, Math.max(1, Landlock.abi()));
    }

    @ParameterizedTest
    @MethodSource("abis")
    void filesOfNoRuleAreRefusedWhateverTheAbi(int abi) throws Exception {
        Assumptions.assumeTrue(Landlock.abi() > 0, "this kernel has no Landlock");
        try (Sandbox sandbox = new Sandbox(abi)) {
            for (String script : List.of("cat /etc/passwd >/dev/null", "echo a > /tmp/a && cat /tmp/a && rm /tmp/a", "mkdir /tmp/d && rmdir /tmp/d", "cat ~/snap/foo/common/own")) {
                assertEquals(0, sandbox.run(sandbox.somebody, script).status(), script);
            }
            for (String script : List.of("cat /etc/shadow", "cat /etc/hosts", "cat ~/note", "cat ~/snap/other/common/secret", "echo > ~/new", "ls ~",
                    "ln -sf /etc/hosts /tmp/l && cat /tmp/l", "mv ~/note /tmp/note", "/usr/bin/mount")) {
                assertNotEquals(0, sandbox.run(sandbox.somebody, script).status(), script + " is not refused");
            }
            assertEquals(0, sandbox.run(sandbox.somebody, "cat ~/note", "file: " + sandbox.somebody.home() + "/note r").status());
        }
    }

    @ParameterizedTest
    @MethodSource("abis")
    void whatAnAbiLacksIsAmongItsLimits(int abi) {
        LandlockBackend backend = new LandlockBackend(abi);
        assertTrue(backend.support().available());
        assertEquals(Math.max(0, 7 - Math.max(abi, 1)), backend.support().limits().size(), backend.support().limits().toString());
        assertEquals(abi >= 6, backend.facets().contains(Facet.PROCESSES));
    }
}
