package cordon.core.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.snap.SecurityLabel;
import org.junit.jupiter.api.Test;

class ProfileTextTest {
    private static final String FILE = ProfileText.compiled("hash", "one\ntwo\n", new LastHash()).render(new SecurityLabel("foo", "bar"), "seccomp");

    @Test
    void theHeadSaysWhoseProfileItIs() {
        assertTrue(FILE.startsWith("# Profile of snap.foo.bar for seccomp.\n# policy: hash\n# text: "), FILE);
    }

    @Test
    void aTextThatNobodyTouchedIsNotEdited() {
        assertEquals(ProfileText.compiled("hash", "one\ntwo\n", new LastHash()), ProfileText.parse(FILE));
        assertFalse(ProfileText.parse(FILE).edited());
        assertFalse(ProfileText.parse(ProfileText.compiled("hash", "", new LastHash()).render(new SecurityLabel("foo", "bar"), "seccomp")).edited());
    }

    @Test
    void anEditShowsWhereverItIs() {
        assertTrue(ProfileText.parse(FILE.replace("two", "three")).edited());
        assertTrue(ProfileText.parse(FILE + "three\n").edited());
        assertEquals("hash", ProfileText.parse(FILE + "three\n").policyHash());
        assertEquals("one\ntwo\nthree\n", ProfileText.parse(FILE + "three\n").body());
    }

    @Test
    void aTextThatWasCutShortIsOfNoPolicy() {
        for (int length = 0; length < FILE.length(); length++) {
            assertEquals("", ProfileText.parse(FILE.substring(0, length)).policyHash(), FILE.substring(0, length));
        }
    }
}
