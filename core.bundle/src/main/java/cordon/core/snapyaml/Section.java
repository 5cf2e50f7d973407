package cordon.core.snapyaml;

import cordon.core.snapyaml.YamlValue.Entry;
import cordon.core.snapyaml.YamlValue.Items;
import cordon.core.snapyaml.YamlValue.Mapping;
import cordon.core.snapyaml.YamlValue.Place;
import cordon.core.snapyaml.YamlValue.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One map of the file while it is read. It notes which keys were asked for; the others are unknown. A value of the wrong
 * kind is reported and then treated as absent, so that reading goes on and finds the next problem. An empty value
 * ({@code plugs:}) is absent too.
 */
final class Section {

    private final String path;
    private final Mapping mapping;
    private final Findings findings;
    private final TreeSet<String> asked = new TreeSet<>();

    Section(String path, Mapping mapping, Findings findings) {
        this.path = path;
        this.mapping = mapping;
        this.findings = findings;
    }

    /** The path of a key below another. */
    static String join(String path, String key) {
        return path.isEmpty() ? Shown.plain(key) : path + "." + Shown.plain(key);
    }

    String path() {
        return path;
    }

    String pathOf(String key) {
        return join(path, key);
    }

    Findings findings() {
        return findings;
    }

    /** Where the map begins. */
    Place at() {
        return mapping.at();
    }

    /** Where a key's value begins; where the map begins if it has no such key. */
    Place at(String key) {
        Entry entry = mapping.entries().get(key);
        return entry == null ? mapping.at() : entry.value().isNull() ? entry.keyAt() : entry.value().at();
    }

    /** Where a key stands. */
    Place keyAt(String key) {
        Entry entry = mapping.entries().get(key);
        return entry == null ? mapping.at() : entry.keyAt();
    }

    /** All keys in the order of the file. They count as asked for. */
    List<String> keys() {
        asked.addAll(mapping.entries().keySet());
        return List.copyOf(mapping.entries().keySet());
    }

    void problem(String key, String message) {
        findings.problem(at(key), pathOf(key), message);
    }

    void warning(String key, String message) {
        findings.warning(keyAt(key), pathOf(key), message);
    }

    boolean has(String key) {
        return value(key).isPresent();
    }

    /** The value, unless absent or empty. */
    Optional<YamlValue> value(String key) {
        asked.add(key);
        return Optional.ofNullable(mapping.entries().get(key)).map(Entry::value).filter(value -> !value.isNull());
    }

    /** The text as written; empty if absent. */
    String text(String key) {
        Optional<YamlValue> value = value(key);
        if (value.isPresent() && value.get() instanceof Scalar scalar) {
            return scalar.text();
        }
        value.ifPresent(other -> problem(key, "is " + other.kindName() + "; a text is needed"));
        return "";
    }

    /** A text that must be valid by a rule; reported and treated as absent if it is not. The rule says what would be right. */
    String text(String key, Predicate<String> rule, String right) {
        String text = text(key);
        if (has(key) && !rule.test(text)) {
            if (value(key).get() instanceof Scalar) {
                problem(key, Shown.quoted(text) + " is not possible; " + right);
            }
            return "";
        }
        return text;
    }

    /** The texts of a list; empty if absent. */
    List<String> texts(String key) {
        return texts(key, text -> true, "");
    }

    /** The texts of a list, each valid by a rule; others are reported and left out. The rule says what would be right. */
    List<String> texts(String key, Predicate<String> rule, String right) {
        Optional<YamlValue> value = value(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (!(value.get() instanceof Items list)) {
            String example = value.get() instanceof Scalar scalar ? ", such as [" + Shown.plain(scalar.text()) + "]" : "";
            problem(key, "is " + value.get().kindName() + "; a list is needed" + example);
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            YamlValue item = list.items().get(i);
            String itemPath = pathOf(key) + "[" + i + "]";
            if (!(item instanceof Scalar scalar) || item.isNull()) {
                findings.problem(item.at(), itemPath, "is " + item.kindName() + "; a text is needed");
            } else if (!rule.test(scalar.text())) {
                findings.problem(item.at(), itemPath, Shown.quoted(scalar.text()) + " is not possible; " + right);
            } else {
                texts.add(scalar.text());
            }
        }
        return texts;
    }

    /** A value of any form that an attribute can have; empty after a report if it has none. */
    Optional<Object> attribute(String key) {
        asked.add(key);
        Entry entry = mapping.entries().get(key);
        if (key.isEmpty() || key.startsWith("$")) {
            // Names with $ are reserved for the rules that compare the two sides of a connection.
            findings.problem(entry.keyAt(), pathOf(key),
                    "is no name of an attribute; choose one that is not empty and does not begin with $");
            return Optional.empty();
        }
        return PlainValues.attribute(entry.value(), pathOf(key), findings);
    }

    /** One of a fixed set of words; empty if absent or not one of them. */
    <E extends Enum<E> & YamlWord> Optional<E> word(String key, Class<E> words) {
        return word(key, Arrays.asList(words.getEnumConstants()), YamlWord::word);
    }

    /** One of these, each written as a word of its own; empty if absent or not one of them. */
    <E> Optional<E> word(String key, List<E> values, Function<E, String> word) {
        String text = word(key, values.stream().map(word).toList());
        return values.stream().filter(value -> word.apply(value).equals(text)).findFirst();
    }

    /** One of a fixed set of words; empty if absent or not one of them. */
    String word(String key, List<String> words) {
        String text = text(key);
        if (text.isEmpty() || words.contains(text)) {
            return text;
        }
        problem(key, Shown.quoted(text) + " is not known; possible are " + String.join(", ", words) + findings.hint(text, words));
        return "";
    }

    /** The map below a key; empty if absent. */
    Optional<Section> section(String key) {
        Optional<YamlValue> value = value(key);
        if (value.isPresent() && value.get() instanceof Mapping map) {
            return Optional.of(new Section(pathOf(key), map, findings));
        }
        value.ifPresent(other -> problem(key, "is " + other.kindName() + "; a map is needed"));
        return Optional.empty();
    }

    /** The map below a key, where an empty value stands for an empty map; empty only if the value is something else. */
    Optional<Section> sectionOrEmpty(String key) {
        return has(key) ? section(key) : Optional.of(new Section(pathOf(key), new Mapping(at(key), Map.of()), findings));
    }

    /** Reports the keys that were not asked for, and keeps their values by path. */
    void keepUnknown() {
        unknown().forEach((key, value) -> findings.unknown(pathOf(key), value));
    }

    /** The keys that were not asked for, each reported, with their values. */
    Map<String, Object> unknown() {
        Map<String, Object> unknown = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> {
            if (!asked.contains(key)) {
                findings.warning(entry.keyAt(), pathOf(key), "is not a known key and has no effect" + findings.hint(key, asked));
                unknown.put(key, PlainValues.lenient(entry.value()));
            }
        });
        return unknown;
    }
}
