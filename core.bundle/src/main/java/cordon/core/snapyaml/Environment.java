package cordon.core.snapyaml;

import java.util.List;

/**
 * Environment variables in the order of the file; a later value may refer to an earlier variable, so the order counts.
 *
 * @param variables each name once
 */
public record Environment(List<Variable> variables) {

    /** No variables. */
    public static final Environment EMPTY = new Environment(List.of());

    /** Keeps a copy. */
    public Environment {
        variables = List.copyOf(variables);
    }

    /**
     * One variable.
     *
     * @param name  valid by {@link Names#isEnvironmentVariable}
     * @param value as written, {@code $NAME} not yet replaced; no NUL
     */
    public record Variable(String name, String value) {
    }
}
