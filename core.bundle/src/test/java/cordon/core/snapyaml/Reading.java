package cordon.core.snapyaml;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads texts for tests. */
final class Reading {

    static final String HEAD = "name: foo\nversion: '1'\n";

    private Reading() {
    }

    /** Reads a file that must be right. */
    static Parsed parsed(String text) throws SnapYamlException {
        return SnapYaml.read(text.getBytes(StandardCharsets.UTF_8), "snap.yaml");
    }

    /** Reads a file that must be right and begins with a name and a version. */
    static SnapInfo info(String rest) throws SnapYamlException {
        return parsed(HEAD + rest).info();
    }

    /** What is wrong with a file that must be wrong. */
    static List<Problem> problems(byte[] bytes) {
        return assertThrows(SnapYamlException.class, () -> SnapYaml.read(bytes, "snap.yaml")).problems();
    }

    static List<Problem> problems(String text) {
        return problems(text.getBytes(StandardCharsets.UTF_8));
    }
}
