package cordon.api.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {
    private static final Map<String, List<String>> VALUES = Map.of("HOME", List.of("/home/*", "/root"), "PROC", List.of("/proc"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/etc/*            | /etc/fstab          | true",
        "/etc/*            | /etc/               | false",
        "/etc/*            | /etc/ssl/x          | false",
        "/etc/**           | /etc/ssl/x          | true",
        "/etc/**           | /etc/               | false",
        "/etc/             | /etc/               | true",
        "/dev/tty[0-9]     | /dev/tty1           | true",
        "/dev/tty[^0-9]    | /dev/tty1           | false",
        "/dev/tty[^0-9]    | /dev/tty/           | false",
        "/dev/sd?          | /dev/sda            | true",
        "/{bin,usr/bin}/ls | /usr/bin/ls         | true",
        "/a{,b{c,d}}/e     | /abd/e              | true",
        "/a{,b{c,d}}/e     | /a/e                | true",
        "@{HOME}/[^.]**    | /home/u/doc         | true",
        "@{HOME}/[^.]**    | /home/u/.ssh/id     | false",
        "@{HOME}/[^.]**    | /root/doc/.x        | true",
        "@{PROC}/[0-9]*/stat | /proc/42/stat     | true",
        "/tmp/**/x         | /tmp/a/b/x          | true",
        "/lib/**.so*       | /lib/a/b.so.6       | true"
    })
    void aPatternMatchesAsApparmorSays(String pattern, String path, boolean matches) {
        assertEquals(matches, PathPattern.parse(pattern).matches(path, VALUES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/a\"b", "/a,b", "/a\nb", "/a#b", "/a'b", "/a\\b", "/a;b", "/a|b", "/a$b", "/a`b", "/a(b)", "/a<b>", "/a!b", "/a&b",
        "@{HOME", "@HOME", "@{NOPE}/x", "/a{b", "/a}b", "/a[b", "/a]b", "/a[]b", "/a[^]b", "/a[/]b", "/a[+-9]b", "/a[^--a]b", "x", "", "/a/../b", "/..", "/a/.."})
    void aPatternThatCouldEndARuleOrIsMalformedIsRefused(String pattern) {
        assertThrows(IllegalArgumentException.class, () -> PathPattern.parse(pattern));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a*", "/a?", "/a[b]", "/a{b}", "/a,b", "@{HOME}/x", "/a^b", "/a@b", "a/b", "/a//b", "/a/./b", "/a/.", "/a/../b", "/a b", "/a\nb", "/a\0b", "/a\u202eb", "/a\u00a0b", "/a\ud83db", "/a\u009bb"})
    void textFromASnapCannotBringAPattern(String text) {
        assertThrows(IllegalArgumentException.class, () -> PathPattern.literal(text));
    }

    @Test
    void aPathIsKeptAsItIs() {
        PathPattern path = PathPattern.literal("/opt/Foo-1.0_x/ä+b=c~d%e:f/");
        assertEquals("/opt/Foo-1.0_x/ä+b=c~d%e:f/", path.text());
        assertTrue(path.isLiteral());
        assertTrue(path.isDirectory());
    }

    @Test
    void alternativesComeInOrderAndAreBounded() {
        assertEquals(List.of("/home/*/a", "/home/*/b", "/root/a", "/root/b"), PathPattern.parse("@{HOME}/{a,b}").alternatives(VALUES));
        PathPattern endless = PathPattern.parse("/" + "{a,b}".repeat(13));
        assertThrows(IllegalArgumentException.class, () -> endless.alternatives(VALUES));
        assertThrows(IllegalArgumentException.class, () -> PathPattern.parse("@{SNAP_NAME}/x").alternatives(VALUES));
    }

    @Test
    void aMessageAboutAHostilePathIsOneLineOfPlainText() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> PathPattern.literal("/a\n\u001b[31mb"));
        assertFalse(e.getMessage().contains("\n") || e.getMessage().contains("\u001b"), e.getMessage());
    }

    @Test
    void aPathOfAnAttributeIsLiteralOrAnErrorThatNamesTheAttribute() throws Exception {
        Attributes attributes = Attributes.of("plug \"p\" of snap \"foo\"", Map.of("good", "/var/log/x", "bad", "/var/log/*", "list", List.of("/x")));
        assertEquals(PathPattern.literal("/var/log/x"), PathPattern.literal(attributes, "good"));
        assertEquals("/var/log/x/**", PathPattern.literal(attributes, "good").below("/**").text());
        for (String wrong : List.of("bad", "list", "none")) {
            String message = assertThrows(AttributeException.class, () -> PathPattern.literal(attributes, wrong)).getMessage();
            assertTrue(message.startsWith("plug \"p\" of snap \"foo\": attribute \"" + wrong + "\""), message);
        }
    }
}
