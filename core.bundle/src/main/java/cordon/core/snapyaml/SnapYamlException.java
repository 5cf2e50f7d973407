package cordon.core.snapyaml;

import java.util.List;
import java.util.stream.Collectors;

/** A {@code snap.yaml} cannot be used. Holds everything that is wrong with it, not only the first. */
public final class SnapYamlException extends Exception {

    private static final long serialVersionUID = 1L;

    private final List<Problem> problems;

    /** At least one problem; the message is one line for each. */
    SnapYamlException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }
}
