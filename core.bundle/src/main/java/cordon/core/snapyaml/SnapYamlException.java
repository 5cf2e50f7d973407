package cordon.core.snapyaml;

import java.util.List;
import java.util.stream.Collectors;

/** A {@code snap.yaml} cannot be used. Holds everything that is wrong with it, not only the first. */
public final class SnapYamlException extends Exception {

    private static final long serialVersionUID = 1L;
    /** More lines help nobody, and a hostile file could fill the terminal or the log. */
    private static final int LINES_MAX = 50;

    private final List<Problem> problems;

    /** At least one problem; the message is one line for each of the first 50. */
    SnapYamlException(List<Problem> problems) {
        super(problems.stream().limit(LINES_MAX).map(Problem::toString).collect(Collectors.joining("\n"))
                + (problems.size() > LINES_MAX ? "\nand " + (problems.size() - LINES_MAX) + " more" : ""));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }
}
