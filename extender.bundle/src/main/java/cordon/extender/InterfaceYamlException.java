package cordon.extender;

import java.util.List;

/** An {@code interface.yaml} is wrong. The message has a line for each problem: {@code FILE:LINE: KEY: what is wrong}. */
final class InterfaceYamlException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<String> problems;

    InterfaceYamlException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
