package cordon.core.snapyaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant. Pure functions. */
public final class Nearest {

    /** Longer words, or more of them, cost time that a hostile file could ask for again and again. */
    private static final int LENGTH_MAX = 32;
    private static final int CANDIDATES_MAX = 200;

    private Nearest() {
    }

    /** The candidate that fewest slips turn into the word: one slip in words up to five letters, else two; of several the first by name. */
    public static Optional<String> to(String word, Collection<String> candidates) {
        int allowed = word.length() <= 5 ? 1 : 2;
        if (word.length() > LENGTH_MAX || candidates.size() > CANDIDATES_MAX) {
            return Optional.empty();
        }
        Comparator<String> byDistance = Comparator.comparingInt(candidate -> distance(word, candidate, allowed));
        return candidates.stream()
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= allowed)
                .filter(candidate -> distance(word, candidate, allowed) <= allowed)
                .min(byDistance.thenComparing(Comparator.naturalOrder()));
    }

    /** {@code ; did you mean "WORD"?}, or nothing when no candidate is near. */
    public static String hint(String word, Collection<String> candidates) {
        return to(word, candidates).map(near -> "; did you mean \"" + near + "\"?").orElse("");
    }

    /**
     * Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). Only cells near the diagonal are
     * computed, since what lies farther away is more than the slips allowed.
     */
    private static int distance(String a, String b, int allowed) {
        int far = allowed + 1;
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = Math.max(0, i - far); j <= Math.min(b.length(), i + far); j++) {
                if (i == 0 || j == 0) {
                    row[j] = i + j;
                } else if (Math.abs(i - j) == far) {
                    row[j] = far;
                } else {
                    int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                    row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
                    if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                        row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                    }
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
