package cordon.core.snapyaml;

import cordon.core.snapyaml.YamlValue.Items;
import cordon.core.snapyaml.YamlValue.Kind;
import cordon.core.snapyaml.YamlValue.Mapping;
import cordon.core.snapyaml.YamlValue.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * YAML scalars become String, Boolean, Long or Double, by the rules of YAML 1.1 but for two: a number of base 60
 * ({@code 22:30}) and a date stay text, because people who write them mean a port mapping or a version.
 */
final class PlainValues {

    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Set<String> FALSE = Set.of("false", "no", "off");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:[0-9][0-9_]*+)?(?:\\.[0-9_]*+)?(?:[eE][-+]?[0-9]++)?");

    private PlainValues() {
    }

    /** A value of an attribute; what has no such value is reported and left out. */
    static Optional<Object> attribute(YamlValue value, String path, Findings findings) {
        if (value instanceof Mapping mapping) {
            Map<String, Object> map = new LinkedHashMap<>();
            mapping.entries().forEach((key, entry) ->
                    attribute(entry.value(), Section.join(path, key), findings).ifPresent(inner -> map.put(key, inner)));
            return Optional.of(map);
        }
        if (value instanceof Items items) {
            List<Object> list = new ArrayList<>();
            for (int i = 0; i < items.items().size(); i++) {
                attribute(items.items().get(i), path + "[" + i + "]", findings).ifPresent(list::add);
            }
            return Optional.of(list);
        }
        Scalar scalar = (Scalar) value;
        if (scalar.kind() == Kind.NULL) {
            findings.problem(value.at(), path, "has no value; give it one or remove it");
            return Optional.empty();
        }
        Optional<Object> plain = scalar(scalar);
        if (plain.isEmpty()) {
            findings.problem(value.at(), path, Shown.quoted(scalar.text())
                    + " is not a number or truth value that can be represented; put a text in quotes");
        }
        return plain;
    }

    /** The value, with null for an empty one and the text for what has no other form. */
    static Object lenient(YamlValue value) {
        if (value instanceof Mapping mapping) {
            Map<String, Object> map = new LinkedHashMap<>();
            mapping.entries().forEach((key, entry) -> map.put(key, lenient(entry.value())));
            return map;
        }
        if (value instanceof Items items) {
            List<Object> list = new ArrayList<>();
            items.items().forEach(item -> list.add(lenient(item)));
            return list;
        }
        Scalar scalar = (Scalar) value;
        return scalar.kind() == Kind.NULL ? null : scalar(scalar).orElse(scalar.text());
    }

    private static Optional<Object> scalar(Scalar scalar) {
        String text = scalar.text();
        if (scalar.kind() == Kind.BOOL) {
            String lower = text.toLowerCase(Locale.ROOT);
            return TRUE.contains(lower) ? Optional.of(true) : FALSE.contains(lower) ? Optional.of(false) : Optional.empty();
        }
        if (scalar.kind() == Kind.TEXT || text.indexOf(':') >= 0) {
            return Optional.of(text);
        }
        return scalar.kind() == Kind.INT ? integer(text).map(Object.class::cast) : decimal(text);
    }

    /**
     * A number as YAML 1.1 writes it: {@code 10}, {@code 1_000}, {@code 012} (octal), {@code 0x1f}, {@code 0b11}; and
     * {@code 0o12} of YAML 1.2. Empty if it is none or needs more than 64 bits.
     */
    static Optional<Long> integer(String text) {
        String digits = text.replace("_", "");
        boolean negative = digits.startsWith("-");
        if (negative || digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        int radix = 10;
        if (digits.startsWith("0x")) {
            radix = 16;
            digits = digits.substring(2);
        } else if (digits.startsWith("0b")) {
            radix = 2;
            digits = digits.substring(2);
        } else if (digits.startsWith("0o")) {
            radix = 8;
            digits = digits.substring(2);
        } else if (digits.length() > 1 && digits.startsWith("0")) {
            radix = 8;
        }
        if (digits.isEmpty() || digits.charAt(0) == '-' || digits.charAt(0) == '+') {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(negative ? "-" + digits : digits, radix));
        } catch (NumberFormatException e) {
            // The one way that Java offers to learn that a number is out of range.
            return Optional.empty();
        }
    }

    private static Optional<Object> decimal(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String digits = text.replace("_", "");
        if (lower.endsWith(".inf") && lower.length() <= 5) {
            return Optional.of(lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        if (lower.equals(".nan")) {
            return Optional.of(Double.NaN);
        }
        if (!DECIMAL.matcher(text).matches() || digits.chars().noneMatch(Character::isDigit)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Double.parseDouble(digits));
        } catch (NumberFormatException e) {
            // "e5" alone passes the pattern.
            return Optional.empty();
        }
    }
}
