package cordon.backend.landlock;

import cordon.api.policy.FileRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The deny rules of a profile. Immutable. */
final class Denials {
    private record Denial(Glob glob, long rights) {
    }

    private final List<Denial> denials = new ArrayList<>();

    Denials(List<FileRule> rules, Map<String, List<String>> variables, Elsewhere elsewhere) {
        for (FileRule rule : rules) {
            if (rule.deny()) {
                rule.path().alternatives(variables).forEach(pattern -> denials.add(new Denial(elsewhere.glob(pattern), Rights.ofTree(rule.access()))));
            }
        }
    }

    /** What is left of the rights on a file. */
    long onFile(List<String> path, long rights) {
        long left = rights;
        for (Denial denial : denials) {
            left &= denial.glob().matchesFile(path) ? ~denial.rights() : -1L;
        }
        return left;
    }

    /** What is left of the rights on a tree, but for what lies beneath and has to be looked at one by one. */
    long onTree(List<String> path, long rights) {
        long left = rights;
        for (Denial denial : denials) {
            left &= denial.glob().beneath(path) == Glob.Relation.ALL ? ~denial.rights() : -1L;
        }
        return left;
    }

    /** Whether something beneath a directory is refused that the rights on the tree would allow. */
    boolean inside(List<String> path, long rights) {
        return denials.stream().anyMatch(denial -> (denial.rights() & rights) != 0 && denial.glob().beneath(path) == Glob.Relation.SOMETHING);
    }
}
