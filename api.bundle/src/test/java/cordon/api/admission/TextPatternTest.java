package cordon.api.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPatternTest {
    @ParameterizedTest
    @CsvSource({"foo,foo,true", "foo,foobar,false", "foo,barfoo,false", "foo*,foo,true", "foo*,foo/bar/baz,true", "*bar,foobar,true", "f?o,foo,true", "f?o,fo,false",
        "*,'',true", "?,'',false", "*a*b,xaxxbxb,true", "a*b*c,abc,true", "a*b*c,acb,false", "$HOME/.ssh,$HOME/.ssh,true", "a.c,abc,false", "**,a,true"})
    void allOfTheValueHasToMatch(String pattern, String value, boolean matches) {
        assertEquals(matches, new TextPattern(pattern).matches(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a,b", "[a]", "{a,b}", "(a)", "a|b", "^a", "a\\", "\"a\"", "'a'", "a\n", "\u0000"})
    void whatLooksLikeAnotherLanguageIsRefused(String pattern) {
        assertThrows(IllegalArgumentException.class, () -> new TextPattern(pattern));
    }

    @Test
    void itAgreesWithTheRegularExpressionOfThatMeaning() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            String pattern = any(random, "ab*?", 1 + random.nextInt(6));
            String value = any(random, "ab", random.nextInt(8));
            boolean expected = Pattern.matches(pattern.replace("*", ".*").replace("?", "."), value);
            assertEquals(expected, new TextPattern(pattern).matches(value), pattern + " on " + value);
        }
    }

    @Test
    void aHostileValueCostsNoTime() {
        TextPattern pattern = new TextPattern("*a".repeat(100) + "b");
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> pattern.matches("a".repeat(100_000)));
    }

    private static String any(Random random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
