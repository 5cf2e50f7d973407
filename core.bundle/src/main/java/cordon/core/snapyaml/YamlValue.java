package cordon.core.snapyaml;

import java.util.List;
import java.util.Map;

/** A part of a YAML document that knows where it stands. Trees are finite: aliases are copied in and counted. */
sealed interface YamlValue {

    /** Where it begins. */
    Place at();

    /** What it is, for people. */
    String kindName();

    /** Whether it is an empty value or {@code ~}. */
    default boolean isNull() {
        return this instanceof Scalar scalar && scalar.kind() == Kind.NULL;
    }

    /** A position; both count from 1, and 0 means none. */
    record Place(int line, int column) {
        static final Place NONE = new Place(0, 0);
    }

    /** What YAML 1.1 takes a scalar for. */
    enum Kind {
        TEXT("a text"), BOOL("a truth value"), INT("a number"), FLOAT("a number"), NULL("no value");

        private final String name;

        Kind(String name) {
            this.name = name;
        }
    }

    /** One scalar. The text is as written, so that {@code 1.10} stays {@code 1.10}. */
    record Scalar(Place at, Kind kind, String text) implements YamlValue {
        @Override
        public String kindName() {
            return kind.name;
        }
    }

    /** A sequence. */
    record Items(Place at, List<YamlValue> items) implements YamlValue {
        @Override
        public String kindName() {
            return "a list";
        }
    }

    /** A mapping; keys are strings, each once, in the order of the file. */
    record Mapping(Place at, Map<String, Entry> entries) implements YamlValue {
        @Override
        public String kindName() {
            return "a map";
        }
    }

    /** A value and where its key stands. */
    record Entry(Place keyAt, YamlValue value) {
    }
}
