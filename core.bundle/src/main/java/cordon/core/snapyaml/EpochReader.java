package cordon.core.snapyaml;

import cordon.core.snapyaml.YamlValue.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads {@code epoch}: {@code 1}, {@code 1*} (reads 0 too), or {@code {read: [0, 1], write: [1]}} with either part left out. */
final class EpochReader {

    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,9}");
    private static final String RIGHT = "an epoch is a number such as 1, or 1* to read the one before too, or {read: [0, 1], write: [1]}";

    private EpochReader() {
    }

    static Epoch read(Section top) {
        YamlValue value = top.value("epoch").orElse(null);
        if (value == null) {
            return Epoch.ZERO;
        }
        try {
            return value instanceof Mapping ? structured(top.section("epoch").orElseThrow()) : simple(top);
        } catch (IllegalArgumentException e) {
            top.problem("epoch", e.getMessage() + "; " + RIGHT);
            return Epoch.ZERO;
        }
    }

    private static Epoch simple(Section top) {
        String text = top.text("epoch");
        if (text.isEmpty()) {
            return Epoch.ZERO;
        }
        boolean star = text.endsWith("*");
        long number = number(star ? text.substring(0, text.length() - 1) : text);
        if (star && number == 0) {
            throw new IllegalArgumentException("there is no epoch before 0, which \"0*\" asks for");
        }
        return new Epoch(star ? List.of(number - 1, number) : List.of(number), List.of(number));
    }

    private static Epoch structured(Section section) {
        List<Long> read = numbers(section, "read");
        List<Long> write = numbers(section, "write");
        section.keepUnknown();
        if (read == null && write == null) {
            return Epoch.ZERO;
        }
        if (read == null) {
            return new Epoch(write, write);
        }
        return new Epoch(read, write != null ? write : read.isEmpty() ? read : read.subList(read.size() - 1, read.size()));
    }

    private static List<Long> numbers(Section section, String key) {
        if (!section.has(key)) {
            return null;
        }
        List<Long> numbers = new ArrayList<>();
        section.texts(key).forEach(text -> numbers.add(number(text)));
        return numbers;
    }

    private static long number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(Shown.quoted(text) + " is not a decimal number without leading zeros below 2^32");
        }
        return Long.parseLong(text);
    }
}
