package cordon.audit.verb;

import cordon.core.CordonException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment as people write it: {@code 10m}, {@code 14:30}, {@code today}, {@code 2026-11-24 14:30}, or as ISO 8601 does. Pure. */
final class Since {
    private static final Pattern AGO = Pattern.compile("([0-9]{1,6})\\s?(s|m|min|h|d)(?: ago)?");

    private Since() {
    }

    /** @throws CordonException when it is no moment */
    static Instant parse(String text, Instant now, ZoneId zone) throws CordonException {
        ZonedDateTime here = now.atZone(zone);
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long count = Long.parseLong(ago.group(1));
            return now.minus(switch (ago.group(2)) {
                case "s" -> Duration.ofSeconds(count);
                case "h" -> Duration.ofHours(count);
                case "d" -> Duration.ofDays(count);
                default -> Duration.ofMinutes(count);
            });
        }
        try {
            if (text.equals("today") || text.equals("yesterday")) {
                return here.toLocalDate().minusDays(text.equals("today") ? 0 : 1).atStartOfDay(zone).toInstant();
            }
            if (text.matches("[0-9]{2}:[0-9]{2}(:[0-9]{2})?")) {
                return here.toLocalDate().atTime(LocalTime.parse(text)).atZone(zone).toInstant();
            }
            if (text.matches("[0-9-]{10}")) {
                return LocalDate.parse(text).atStartOfDay(zone).toInstant();
            }
            String iso = text.replace(' ', 'T');
            return iso.matches(".*(Z|[+-][0-9:]{5})") ? OffsetDateTime.parse(iso).toInstant() : LocalDateTime.parse(iso).atZone(zone).toInstant();
        } catch (DateTimeException e) {
            throw Arguments.wrong("scanlog", "\"" + text + "\" is no time; there are 10m, 2h, today, 14:30, \"2026-11-24 14:30\"", ScanlogVerb.USAGE);
        }
    }
}
