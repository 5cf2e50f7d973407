package cordon.api.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The language of {@link PathPattern}: checking it, expanding it, matching it. Pure functions. */
final class PathGlob {
    private static final int MOST_ALTERNATIVES = 4096;
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

    private PathGlob() {
    }

    static void validate(String text) {
        int braces = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '@') {
                int end = text.indexOf('}', i);
                if (i + 1 >= text.length() || text.charAt(i + 1) != '{' || end < 0) {
                    throw bad(text, "@ begins a variable, as in @{HOME}");
                }
                String name = text.substring(i + 2, end);
                if (!VARIABLE.matcher(name).matches() || !Variables.NAMES.contains(name)) {
                    throw bad(text, "there is no variable @{" + name + "}; there are " + String.join(", ", Variables.NAMES));
                }
                i = end;
            } else if (c == '[') {
                int end = classEnd(text, i);
                if (end < 0) {
                    throw bad(text, "a [ is not closed, is empty, or has a slash in it");
                }
                i = end;
            } else if (c == ']') {
                throw bad(text, "a ] closes nothing");
            } else if (c == '{') {
                braces++;
            } else if (c == '}') {
                if (--braces < 0) {
                    throw bad(text, "a } closes nothing");
                }
            } else if (c == ',' && braces == 0) {
                throw bad(text, "a comma stands outside of braces");
            }
        }
        if (braces != 0) {
            throw bad(text, "a { is not closed");
        }
    }

    private static IllegalArgumentException bad(String text, String why) {
        return new IllegalArgumentException("the path pattern \"" + text + "\" is wrong: " + why);
    }

    private static int classEnd(String text, int open) {
        int from = open + 1 < text.length() && text.charAt(open + 1) == '^' ? open + 2 : open + 1;
        int end = text.indexOf(']', from);
        if (end <= from || text.substring(from, end).contains("[") || hasSlash(text.substring(from, end))) {
            return -1;
        }
        return end;
    }

    /** A slash, or a range that one is in: what stands for one character of a name must not lead to another directory. */
    private static boolean hasSlash(String members) {
        for (int i = 1; i + 1 < members.length(); i++) {
            if (members.charAt(i) == '-' && members.charAt(i - 1) <= '/' && members.charAt(i + 1) >= '/') {
                return true;
            }
        }
        return members.contains("/");
    }

    static List<String> alternatives(String text, Map<String, List<String>> values) {
        List<String> done = new ArrayList<>();
        List<String> todo = new ArrayList<>(List.of(text));
        while (!todo.isEmpty()) {
            if (todo.size() + done.size() > MOST_ALTERNATIVES) {
                throw bad(text, "it has more than " + MOST_ALTERNATIVES + " alternatives");
            }
            String pattern = todo.remove(0);
            int at = firstGroup(pattern);
            if (at < 0) {
                done.add(pattern.replaceAll("(?<=.)/{2,}", "/"));
                continue;
            }
            List<String> options;
            int end;
            if (pattern.charAt(at) == '@') {
                end = pattern.indexOf('}', at);
                String name = pattern.substring(at + 2, end);
                options = values.get(name);
                if (options == null) {
                    throw bad(text, "the variable @{" + name + "} has no value here");
                }
            } else {
                end = matching(pattern, at);
                options = split(pattern.substring(at + 1, end));
            }
            int place = 0;
            for (String option : options) {
                todo.add(place++, pattern.substring(0, at) + option + pattern.substring(end + 1));
            }
        }
        return done;
    }

    private static int firstGroup(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '[') {
                i = classEnd(pattern, i);
            } else if (c == '{' || c == '@') {
                return i;
            }
        }
        return -1;
    }

    private static int matching(String pattern, int open) {
        int depth = 0;
        for (int i = open; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '[') {
                i = classEnd(pattern, i);
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        throw bad(pattern, "a { is not closed");
    }

    private static List<String> split(String inside) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            if (c == '[') {
                i = classEnd(inside, i);
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(inside.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(inside.substring(start));
        return parts;
    }

    /** Whether an alternative matches. Most differ from the path before their first wildcard, and no expression is made for these. */
    static boolean matches(String alternative, String path) {
        int plain = 0;
        while (plain < alternative.length() && "*?[".indexOf(alternative.charAt(plain)) < 0) {
            plain++;
        }
        boolean common = path.startsWith(alternative.substring(0, plain));
        return common && (plain == alternative.length() ? plain == path.length() : regex(alternative).matcher(path).matches());
    }

    /** The regular expression of a pattern without variables and braces. */
    static Pattern regex(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                boolean any = i + 1 < pattern.length() && pattern.charAt(i + 1) == '*';
                boolean afterSlash = i > 0 && pattern.charAt(i - 1) == '/';
                i += any ? 1 : 0;
                boolean last = i + 1 == pattern.length() || pattern.charAt(i + 1) == '/';
                // apparmor_parser: a star that is a whole component matches at least one character.
                regex.append(any ? (afterSlash && last ? "[^/].*" : ".*") : (afterSlash && last ? "[^/]+" : "[^/]*"));
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '[') {
                int end = classEnd(pattern, i);
                boolean not = pattern.charAt(i + 1) == '^';
                String inside = pattern.substring(i + (not ? 2 : 1), end).replaceAll("([\\\\&^\\[~])", "\\\\$1");
                regex.append(not ? "[^/" : "[").append(inside).append(']');
                i = end;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
