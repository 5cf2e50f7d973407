package cordon.api.policy;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The words of a rule's text, taken from the front. Words are separated by blanks; there is no quoting. */
final class Words {
    private final String text;
    private final Deque<String> words = new ArrayDeque<>();

    Words(String text) {
        this.text = text;
        for (String word : text.trim().split("[ \t]+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** Takes the word if it comes next. */
    boolean take(String word) {
        if (word.equals(words.peek())) {
            words.remove();
            return true;
        }
        return false;
    }

    /** The word that comes next, or null. */
    String peek() {
        return words.peek();
    }

    String next(String expected) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\" ends where " + expected + " is expected");
        }
        return words.remove();
    }

    /** The remaining words as {@code key=value}, each key one of those allowed and given once. */
    Map<String, String> pairs(Set<String> allowed) {
        Map<String, String> pairs = new LinkedHashMap<>();
        while (!words.isEmpty()) {
            String word = words.remove();
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            if (equals < 0 || !allowed.contains(key)) {
                throw new IllegalArgumentException("\"" + word + "\" in \"" + text + "\" is not one of " + String.join("=, ", allowed.stream().sorted().toList()) + "=");
            }
            if (pairs.put(key, word.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("\"" + key + "\" stands twice in \"" + text + "\"");
            }
        }
        return pairs;
    }

    /** Appends {@code key=value} unless the value is null. */
    static void pair(StringBuilder text, String key, String value) {
        if (value != null) {
            text.append(' ').append(key).append('=').append(value);
        }
    }

    /** Constants from {@code one,two}; {@code all} is the empty set. */
    static <E extends Enum<E>> Set<E> set(Class<E> type, String names) {
        EnumSet<E> set = EnumSet.noneOf(type);
        if (names.equals("all")) {
            return set;
        }
        for (String name : names.split(",", -1)) {
            set.add(constant(type, name));
        }
        return set;
    }

    /** The constant of that name, in lower case with dashes. */
    static <E extends Enum<E>> E constant(Class<E> type, String name) {
        for (E constant : type.getEnumConstants()) {
            if (name(constant).equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("\"" + Checks.printable(name) + "\" is not one of "
                + String.join(", ", Arrays.stream(type.getEnumConstants()).map(Words::name).toList()));
    }

    /** How a constant is written in a rule. */
    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Names of a set in the order of declaration, {@code all} for the empty one. */
    static <E extends Enum<E>> String names(Set<E> set) {
        return set.isEmpty() ? "all" : String.join(",", EnumSet.copyOf(set).stream().map(Words::name).toList());
    }

    void end() {
        if (!words.isEmpty()) {
            throw new IllegalArgumentException("\"" + words.peek() + "\" is not expected in \"" + text + "\"");
        }
    }
}
