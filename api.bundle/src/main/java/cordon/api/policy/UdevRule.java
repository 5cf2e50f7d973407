package cordon.api.policy;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.Collections;
import java.util.regex.Pattern;

/**
 * Devices by what sysfs says of them; they are followed as they come and go.
 *
 * @param subsystem  e.g. {@code tty}, {@code usb}, {@code video4linux}
 * @param attributes sysfs attributes of the device or a parent and the value each must have, e.g. {@code idVendor}; may be empty
 */
public record UdevRule(String subsystem, SortedMap<String, String> attributes) implements Rule {
    private static final Pattern SUBSYSTEM = Pattern.compile("[a-z][a-z0-9_-]{0,31}");
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.:*?-]{1,128}");

    /** @throws IllegalArgumentException when a word cannot be what it stands for */
    public UdevRule {
        Checks.match(SUBSYSTEM, "a subsystem", subsystem, "a name such as tty");
        attributes.forEach((name, value) -> {
            Checks.match(ATTRIBUTE, "a sysfs attribute", name, "letters, digits and _");
            Checks.match(VALUE, "the value of a sysfs attribute", value, "letters, digits and . : - _ * ?");
        });
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
    }

    @Override
    public String kind() {
        return "udev";
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder(subsystem);
        attributes.forEach((name, value) -> Words.pair(text, name, value));
        return text.toString();
    }

    static UdevRule parse(Words words) {
        String subsystem = words.next("a subsystem");
        Map<String, String> attributes = new TreeMap<>();
        while (!words.isEmpty()) {
            String word = words.next("ATTRIBUTE=VALUE");
            int equals = word.indexOf('=');
            if (equals < 1 || attributes.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("\"" + Checks.printable(word) + "\" is no ATTRIBUTE=VALUE, or stands twice");
            }
        }
        return new UdevRule(subsystem, new TreeMap<>(attributes));
    }
}
