package cordon.api.admission;

import cordon.api.snap.SnapType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The text of a condition: words {@code KEY=VALUE,VALUE} with blanks between. Keys are {@code type}, {@code name}, {@code publisher} and
 * {@code attribute.NAME} for the own side, the same after {@code plug.} or {@code slot.} for the other one, {@code on}, and the
 * word {@code same-publisher}. Pure.
 */
final class ConditionText {
    private static final String SAME_PUBLISHER = "same-publisher";
    private static final String ATTRIBUTE = "attribute.";

    private final Side side;
    private final String text;
    private final Map<String, Parts> parties = new HashMap<>();
    private final Set<SystemKind> systems = new HashSet<>();
    private boolean samePublisher;

    private ConditionText(Side side, String text) {
        this.side = side;
        this.text = text;
    }

    private static final class Parts {
        private final Set<SnapType> types = new HashSet<>();
        private final List<TextPattern> names = new ArrayList<>();
        private final List<TextPattern> publishers = new ArrayList<>();
        private final SortedMap<String, List<TextPattern>> attributes = new TreeMap<>();

        Party party() {
            return new Party(types, names, publishers, attributes);
        }
    }

    static Condition parse(Side side, String text) {
        ConditionText reader = new ConditionText(side, text);
        Set<String> seen = new HashSet<>();
        for (String word : text.strip().split("[ \t]+")) {
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            if (!word.isEmpty()) {
                if (!seen.add(key)) {
                    throw new IllegalArgumentException("\"" + key + "\" stands twice in \"" + text + "\"");
                }
                reader.word(key, equals < 0 ? List.of() : Arrays.asList(word.substring(equals + 1).split(",", -1)));
            }
        }
        return new Condition(reader.parts("").party(), reader.parts(reader.prefix()).party(), reader.samePublisher, reader.systems);
    }

    private String prefix() {
        return side.other().text() + ".";
    }

    private Parts parts(String prefix) {
        return parties.computeIfAbsent(prefix, any -> new Parts());
    }

    private void word(String key, List<String> values) {
        if (key.equals(SAME_PUBLISHER) && values.isEmpty()) {
            samePublisher = true;
        } else if (key.equals(SAME_PUBLISHER) || values.isEmpty()) {
            throw unknown(key + (values.isEmpty() ? "" : "="));
        } else if (key.equals("on")) {
            values.forEach(value -> systems.add(constant(SystemKind.values(), SystemKind::text, value)));
        } else {
            String prefix = key.startsWith(prefix()) ? prefix() : "";
            party(parts(prefix), key.substring(prefix.length()), key, values);
        }
    }

    private void party(Parts parts, String key, String whole, List<String> values) {
        switch (key) {
            case "type" -> values.forEach(value -> parts.types.add(constant(SnapType.values(), SnapType::text, value)));
            case "name" -> values.forEach(value -> parts.names.add(new TextPattern(value)));
            case "publisher" -> values.forEach(value -> parts.publishers.add(new TextPattern(value)));
            default -> {
                if (!key.startsWith(ATTRIBUTE)) {
                    throw unknown(whole + "=");
                }
                parts.attributes.put(key.substring(ATTRIBUTE.length()), values.stream().map(TextPattern::new).toList());
            }
        }
    }

    private IllegalArgumentException unknown(String word) {
        return new IllegalArgumentException("\"" + word + "\" in \"" + text + "\" is none of type=, name=, publisher=, attribute.NAME=, the same after "
                + prefix() + ", on=, " + SAME_PUBLISHER);
    }

    private static <E> E constant(E[] all, Function<E, String> name, String value) {
        return Arrays.stream(all).filter(one -> name.apply(one).equals(value)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "\"" + value + "\" is not one of " + Arrays.stream(all).map(name).collect(Collectors.joining(", "))));
    }

    static String render(Side side, Condition condition) {
        Set<String> words = new LinkedHashSet<>();
        party(words, "", condition.own());
        party(words, side.other().text() + ".", condition.peer());
        if (condition.samePublisher()) {
            words.add(SAME_PUBLISHER);
        }
        add(words, "on", condition.systems().stream().map(SystemKind::text).sorted().toList());
        return String.join(" ", words);
    }

    private static void party(Set<String> words, String prefix, Party party) {
        add(words, prefix + "type", party.types().stream().map(SnapType::text).sorted().toList());
        add(words, prefix + "name", party.names());
        add(words, prefix + "publisher", party.publishers());
        party.attributes().forEach((name, patterns) -> add(words, prefix + ATTRIBUTE + name, patterns));
    }

    private static void add(Set<String> words, String key, List<?> values) {
        if (!values.isEmpty()) {
            words.add(key + "=" + values.stream().map(Object::toString).collect(Collectors.joining(",")));
        }
    }
}
