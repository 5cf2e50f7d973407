package cordon.shell.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The word that somebody may have meant. Pure functions. */
public final class Suggestion {
    private Suggestion() {
    }

    /** The nearest of the words, when it is near: at most a third of its letters differ. */
    public static Optional<String> among(String typed, Collection<String> words) {
        // Lengths first: what is typed may have millions of letters, and then it is near to none.
        return words.stream().filter(word -> Math.abs(typed.length() - word.length()) * 3L <= Math.max(3, word.length()))
                .filter(word -> distance(typed, word) * 3 <= Math.max(3, word.length()))
                .min(Comparator.comparingInt((String word) -> distance(typed, word)).thenComparing(Comparator.naturalOrder()));
    }

    /** How many letters to insert, drop, replace or swap with their neighbour make one word of the other. */
    static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] now = new int[b.length() + 1];
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(replace, Math.min(last[j], now[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    now[j] = Math.min(now[j], before[j - 2] + 1);
                }
            }
            before = last;
            last = now;
        }
        return last[b.length()];
    }
}
