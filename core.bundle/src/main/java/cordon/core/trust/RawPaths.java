package cordon.core.trust;

import cordon.api.policy.PathPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The paths in raw text: whatever looks like one, in any backend's language. Pure. */
final class RawPaths {
    private static final Pattern BETWEEN = Pattern.compile("[\\s\"'=()<>]+");
    private static final Pattern BEGIN = Pattern.compile("/|@\\{");
    /** Rules of AppArmor that open all files without naming one (apparmor.d(5)). */
    private static final Pattern ALL = Pattern.compile("(?i)(^|,)\\s*((audit|allow|owner|quiet|priority\\s*=\\s*[-+]?\\d+)\\s+)*(all|file)\\s*(,|$)");

    private RawPaths() {
    }

    /** Whether it may open paths that it does not name, or names them in a way that cannot be judged. */
    static boolean areUnclear(String line) {
        return ALL.matcher(line).find() || words(line).anyMatch(word -> !isPattern(word));
    }

    /** All that can be read as paths, and what is below them. What is done with them counts for nothing: raw text is not understood. */
    static List<PathPattern> of(String line) {
        List<PathPattern> paths = new ArrayList<>();
        words(line).filter(RawPaths::isPattern).map(PathPattern::parse).flatMap(RulePaths::tree).forEach(paths::add);
        return paths;
    }

    /** From where the path begins, in words such as {@code addr=@/run/x}, without the comma that ends a rule. */
    private static Stream<String> words(String line) {
        return BETWEEN.splitAsStream(line).map(word -> word.replaceFirst(",+$", "")).flatMap(word -> {
            Matcher begin = BEGIN.matcher(word);
            return begin.find() ? Stream.of(word.substring(begin.start())) : Stream.empty();
        });
    }

    private static boolean isPattern(String word) {
        try {
            PathPattern.parse(word);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
