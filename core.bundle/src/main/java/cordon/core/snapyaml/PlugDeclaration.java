package cordon.core.snapyaml;

import java.util.Map;

/**
 * A plug as the snap declares it: something the snap needs.
 *
 * @param name          unique among the snap's plugs and slots
 * @param interfaceName the interface; need not be known here
 * @param label         text for people; empty if none
 * @param attributes    deeply immutable values: String, Boolean, Long, Double, List, and Map with String keys
 * @param reach         the commands that it belongs to
 */
public record PlugDeclaration(String name, String interfaceName, String label, Map<String, Object> attributes, Reach reach) {

    /** Keeps a deep copy of the attributes. */
    public PlugDeclaration {
        attributes = Values.copyOf(attributes);
    }
}
