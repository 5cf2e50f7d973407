package cordon.core.snapyaml;

import cordon.core.snapyaml.YamlValue.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is found while one file is read. Belongs to one thread. */
final class Findings {

    private static final int HINTS_MAX = 200;

    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();
    private final Map<String, Object> unknown = new LinkedHashMap<>();

    Findings(String file) {
        this.file = file;
    }

    void problem(Place at, String key, String message) {
        problems.add(new Problem(file, at.line(), at.column(), key, message));
    }

    void warning(Place at, String key, String message) {
        warnings.add(new Warning(file, at.line(), at.column(), key, message));
    }

    /** What {@link Nearest#hint} says, or nothing once so much is found that no person wrote the file: hints cost time. */
    String hint(String word, Collection<String> candidates) {
        return problems.size() + warnings.size() > HINTS_MAX ? "" : Nearest.hint(word, candidates);
    }

    /** Keeps the value of an unknown key that the value read has no place for. */
    void unknown(String path, Object value) {
        unknown.put(path, value);
    }

    /** What was kept, by path. */
    Map<String, Object> unknown() {
        return unknown;
    }

    /** The exception to throw when reading cannot go on. */
    SnapYamlException fatal(Place at, String key, String message) {
        problem(at, key, message);
        return new SnapYamlException(inOrder());
    }

    /** @throws SnapYamlException if there is a problem */
    void check() throws SnapYamlException {
        if (!problems.isEmpty()) {
            throw new SnapYamlException(inOrder());
        }
    }

    List<Warning> warnings() {
        return warnings.stream().sorted(Comparator.comparingInt(Warning::line).thenComparingInt(Warning::column)).toList();
    }

    private List<Problem> inOrder() {
        return problems.stream().sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column)).toList();
    }
}
