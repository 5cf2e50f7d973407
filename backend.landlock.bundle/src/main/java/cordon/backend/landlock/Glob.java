package cordon.backend.landlock;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A pattern without variables and braces, cut into its components. Immutable.
 *
 * @param parts     the components between slashes
 * @param directory whether it names directories alone
 */
record Glob(List<Part> parts, boolean directory) {

    /**
     * One component.
     *
     * @param text    as written
     * @param pattern of names; null for one exact name
     */
    record Part(String text, Pattern pattern) {
        static Part of(String text) {
            return new Part(text, text.matches(".*[*?\\[].*") ? compile(text.replace("**", "*")) : null);
        }

        boolean literal() {
            return pattern == null;
        }

        boolean matches(String name) {
            return pattern == null ? text.equals(name) : pattern.matcher(name).matches();
        }

        /** Whether it is {@code **}: all beneath the directory before it. */
        boolean everything() {
            return text.equals("**");
        }

        /** Whether it goes on beneath what it matches: {@code **}, {@code [^.]**}. */
        boolean deep() {
            return text.contains("**");
        }

        /** Whether {@code **} comes at its end alone. */
        boolean endsDeep() {
            return text.endsWith("**") && text.indexOf("**") == text.length() - 2;
        }
    }

    /** How a pattern lies to a directory. */
    enum Relation {
        /** It matches nothing beneath. */ NOTHING,
        /** It may match something beneath. */ SOMETHING,
        /** It matches all beneath. */ ALL
    }

    static Glob of(String pattern) {
        List<Part> parts = new ArrayList<>();
        for (String part : pattern.split("/")) {
            if (!part.isEmpty()) {
                parts.add(Part.of(part));
            }
        }
        return new Glob(List.copyOf(parts), pattern.endsWith("/"));
    }

    /** A component as PathPattern means it, made once: a directory has many names. A star alone matches no empty name. */
    private static Pattern compile(String part) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (c == '[') {
                int end = part.indexOf(']', i + 1);
                boolean not = part.charAt(i + 1) == '^';
                regex.append(not ? "[^" : "[").append(part.substring(not ? i + 2 : i + 1, end).replaceAll("([\\\\&^\\[~])", "\\\\$1")).append(']');
                i = end;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** Whether it can be followed down a tree: {@code **} stands at its end alone. */
    boolean walkable() {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).deep() && !(i == parts.size() - 1 && parts.get(i).endsDeep() && !directory)) {
                return false;
            }
        }
        return true;
    }

    /** How it lies to what is beneath a directory. */
    Relation beneath(List<String> path) {
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            boolean last = i == parts.size() - 1;
            if (part.deep() && !(last && part.endsDeep())) {
                return Relation.SOMETHING;
            }
            if (i == path.size()) {
                return part.everything() && !directory ? Relation.ALL : Relation.SOMETHING;
            }
            if (!part.matches(path.get(i))) {
                return Relation.NOTHING;
            }
            if (part.deep()) {
                return directory ? Relation.SOMETHING : Relation.ALL;
            }
        }
        return Relation.NOTHING;
    }

    /** Whether it matches the file of this path. */
    boolean matchesFile(List<String> path) {
        if (directory) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            if (part.deep() && !(i == parts.size() - 1 && part.endsDeep())) {
                // Not followed further: what it may refuse is refused.
                return true;
            }
            if (i >= path.size() || !part.matches(path.get(i))) {
                return false;
            }
            if (part.deep()) {
                return true;
            }
        }
        return parts.size() == path.size();
    }
}
