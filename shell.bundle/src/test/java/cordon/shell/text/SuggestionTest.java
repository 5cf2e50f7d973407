package cordon.shell.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    private static final List<String> VERBS = List.of("connect", "disconnect", "connections", "list");

    @Test
    void theNearestWordIsSuggested() {
        assertEquals(Optional.of("connect"), Suggestion.among("conect", VERBS));
        assertEquals(Optional.of("list"), Suggestion.among("lsit", VERBS));
    }

    @Test
    void aWordThatIsNearToNoneHasNoSuggestion() {
        assertEquals(Optional.empty(), Suggestion.among("frobnicate", VERBS));
        assertEquals(Optional.empty(), Suggestion.among("x", List.of()));
    }

    @Test
    void aWordOfMillionsOfLettersIsNotComparedLetterByLetter() {
        String typed = "x".repeat(3_000_000);
        for (int i = 0; i < 10_000; i++) {
            assertEquals(Optional.empty(), Suggestion.among(typed, VERBS));
        }
    }

    @Test
    void swappedNeighboursAreOneDifference() {
        assertEquals(1, Suggestion.distance("ab", "ba"));
        assertEquals(3, Suggestion.distance("", "abc"));
        assertEquals(0, Suggestion.distance("abc", "abc"));
    }
}
