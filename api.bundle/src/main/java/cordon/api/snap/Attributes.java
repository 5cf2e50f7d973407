package cordon.api.snap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The attributes of a plug or slot, as its snap declares them: text that is not trusted. Immutable in depth; values are
 * {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@link List} and {@link Map} with text keys.
 */
public final class Attributes {
    private static final Attributes NONE = new Attributes("", Map.of());

    private final String owner;
    private final Map<String, Object> values;

    private Attributes(String owner, Map<String, Object> values) {
        this.owner = owner;
        this.values = values;
    }

    /**
     * @param owner  for messages, e.g. {@code plug "docs" of snap "foo"}
     * @param values copied in depth
     * @throws IllegalArgumentException when a value is of another type
     */
    public static Attributes of(String owner, Map<String, ?> values) {
        Map<String, Object> copy = new LinkedHashMap<>();
        values.forEach((name, value) -> copy.put(name, copy(value)));
        return new Attributes(owner, Collections.unmodifiableMap(copy));
    }

    /** No attributes. */
    public static Attributes none() {
        return NONE;
    }

    private static Object copy(Object value) {
        if (value instanceof String || value instanceof Long || value instanceof Double || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Integer number) {
            return number.longValue();
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(copy(element)));
            return List.copyOf(copy);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(String.valueOf(key), copy(element)));
            return Collections.unmodifiableMap(copy);
        }
        throw new IllegalArgumentException("an attribute cannot be " + (value == null ? "empty" : "a " + value.getClass().getSimpleName()));
    }

    /** All of them, by name. */
    public Map<String, Object> asMap() {
        return values;
    }

    /** Whether the attribute is there. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The text of an attribute. @throws AttributeException when it is there and no text */
    public Optional<String> string(String name) throws AttributeException {
        return typed(name, String.class, "a text");
    }

    /** The number of an attribute. @throws AttributeException when it is there and no whole number */
    public Optional<Long> number(String name) throws AttributeException {
        return typed(name, Long.class, "a whole number");
    }

    /** The truth of an attribute. @throws AttributeException when it is there and neither true nor false */
    public Optional<Boolean> flag(String name) throws AttributeException {
        return typed(name, Boolean.class, "true or false");
    }

    /** The texts of a list; empty when the attribute is not there. @throws AttributeException when it is no list of texts */
    public List<String> strings(String name) throws AttributeException {
        List<String> texts = new ArrayList<>();
        for (Object element : list(name)) {
            if (!(element instanceof String text)) {
                throw new AttributeException(owner, name, "\"" + element + "\" is not a text");
            }
            texts.add(text);
        }
        return texts;
    }

    /** The text of an attribute that must be there. @throws AttributeException when it is not, or no text */
    public String requiredString(String name) throws AttributeException {
        return string(name).orElseThrow(() -> new AttributeException(owner, name, "it is required"));
    }

    /** An error about one of these attributes. */
    public AttributeException error(String name, String why) {
        return new AttributeException(owner, name, why);
    }

    private List<?> list(String name) throws AttributeException {
        Object value = values.getOrDefault(name, List.of());
        if (!(value instanceof List<?> list)) {
            throw new AttributeException(owner, name, "it must be a list of texts");
        }
        return list;
    }

    private <T> Optional<T> typed(String name, Class<T> type, String what) throws AttributeException {
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw new AttributeException(owner, name, "it must be " + what);
        }
        return Optional.of(type.cast(value));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Attributes attributes && attributes.values.equals(values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
