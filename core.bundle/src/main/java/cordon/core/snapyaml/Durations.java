package cordon.core.snapyaml;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as {@code snap.yaml} writes them: numbers with units, {@code 30s}, {@code 1m30s}, {@code 1.5h}. */
final class Durations {

    private static final Pattern PART = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ns|us|µs|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of("ns", 1L, "us", 1_000L, "µs", 1_000L, "ms", 1_000_000L,
            "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);
    private static final int LENGTH_MAX = 64;

    private Durations() {
    }

    /** The duration; empty if absent or, after a report, wrong. */
    static Optional<Duration> read(Section section, String key) {
        if (!section.has(key)) {
            return Optional.empty();
        }
        String text = section.text(key);
        Optional<Duration> duration = parse(text);
        if (duration.isEmpty() && !text.isEmpty()) {
            section.problem(key, Shown.quoted(text) + " is not a duration; write a number with a unit, such as 30s, 1m30s or 500ms");
        }
        return duration;
    }

    /** Empty if it is none, or longer than 292 years. */
    static Optional<Duration> parse(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        if (text.isEmpty() || text.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(text);
        int end = 0;
        while (end < text.length() && part.find(end) && part.start() == end) {
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(NANOS.get(part.group(2)))));
            end = part.end();
        }
        boolean whole = end == text.length() && nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
        return whole ? Optional.of(Duration.ofNanos(nanos.longValue())) : Optional.empty();
    }
}
