package cordon.core.snapyaml;

import cordon.core.snapyaml.Environment.Variable;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code environment} of a snap, an app or a hook. */
final class EnvironmentReader {

    private EnvironmentReader() {
    }

    static Environment read(Section owner) {
        List<Variable> variables = new ArrayList<>();
        owner.section("environment").ifPresent(section -> {
            for (String name : section.keys()) {
                if (!Names.isEnvironmentVariable(name)) {
                    section.problem(name, Shown.quoted(name)
                            + " is not possible; a variable's name has letters, digits and underscores and does not begin with a digit");
                    continue;
                }
                String value = section.text(name);
                if (value.indexOf('\0') >= 0) {
                    section.problem(name, "holds a NUL character, which no environment can; remove it");
                    continue;
                }
                variables.add(new Variable(name, value));
            }
        });
        return new Environment(variables);
    }
}
