package cordon.testkit.scratch;

import java.util.List;
import java.util.Map;

/**
 * A plug and a slot of an interface, as a snap would declare them.
 *
 * @param plug attributes of the plug: texts, whole numbers, flags, lists and maps
 * @param slot attributes of the slot; they count where a snap offers it
 */
public record Sample(Map<String, Object> plug, Map<String, Object> slot) {
    /** Without attributes. */
    public static final Sample PLAIN = new Sample(Map.of(), Map.of());

    /** Copies the maps. */
    public Sample {
        plug = Map.copyOf(plug);
        slot = Map.copyOf(slot);
    }

    /** With attributes of the plug alone. */
    public static Sample ofPlug(Map<String, Object> plug) {
        return new Sample(plug, Map.of());
    }

    /** A declaration in flow style YAML, which JSON is part of: {@code {"interface": "home"}}. */
    static String declaration(String interfaceName, Map<String, Object> attributes) {
        StringBuilder text = new StringBuilder("{\"interface\": \"").append(interfaceName).append('"');
        attributes.forEach((name, value) -> text.append(", ").append(quoted(name)).append(": ").append(value(value)));
        return text.append('}').toString();
    }

    private static String value(Object value) {
        if (value instanceof Map<?, ?> map) {
            return "{" + String.join(", ", map.entrySet().stream().map(one -> quoted(one.getKey().toString()) + ": " + value(one.getValue())).toList()) + "}";
        }
        if (value instanceof List<?> list) {
            return "[" + String.join(", ", list.stream().map(Sample::value).toList()) + "]";
        }
        return value instanceof String text ? quoted(text) : String.valueOf(value);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
