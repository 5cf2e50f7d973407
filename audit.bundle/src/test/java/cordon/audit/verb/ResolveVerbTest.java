package cordon.audit.verb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.core.CordonException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResolveVerbTest {
    private static String resolve(Object... words) throws CordonException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ResolveVerb().run(List.of(words), new PrintStream(bytes));
        return bytes.toString().strip();
    }

    @Test
    void numbersAndNamesOfEveryArchitecture() throws CordonException {
        String[] openat = {"amd64 257", "i386 295", "x32 257", "arm64 56", "armhf 322", "riscv64 56", "ppc64el 286", "s390x 288"};
        for (String line : openat) {
            String[] words = line.split(" ");
            assertEquals(words[1], resolve("-a", words[0], "openat"), line);
            assertEquals("openat", resolve("-a", words[0], words[1]), line);
        }
    }

    @Test
    void theKernelsOwnNotationsAreUnderstood() throws CordonException {
        assertEquals("getpid", resolve("-a", "c000003e", "39"));
        assertEquals("getpid", resolve("--arch=0xC000003E", "0x27"));
        assertEquals("getpid", resolve("-a", "amd64", "1073741863"));
        assertEquals("socketcall", resolve("-a", "40000003", "102"));
        assertEquals("102", resolve("-a", "i386", "socketcall"));
        assertEquals("359", resolve("-a", "i386", "socket"));
    }

    @Test
    void whatDoesNotExistIsAnError() {
        for (Object[] words : new Object[][] {{"-a", "amd64", "99999"}, {"-a", "amd64", "nosuch"}, {"-a", "pdp11", "1"}, {"-a", "amd64", "4294967295"}, {}, {"1", "2"}, {"-x", "1"}, {"-a"}}) {
            CordonException e = assertThrows(CordonException.class, () -> resolve(words));
            assertTrue(e.getMessage().startsWith("cannot resolve"), e.getMessage());
        }
    }
}
