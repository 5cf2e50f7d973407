package cordon.core.snapyaml;

import java.util.Map;

/**
 * A user and group of the system that the snap's daemons may become.
 *
 * @param name       the user's name
 * @param scope      who shares it, such as {@code shared}; as written
 * @param attributes other keys of its definition
 */
public record SystemUsername(String name, String scope, Map<String, Object> attributes) {

    /** Keeps a deep copy of the attributes. */
    public SystemUsername {
        attributes = Values.copyOf(attributes);
    }
}
