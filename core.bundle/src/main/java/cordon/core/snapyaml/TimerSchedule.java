package cordon.core.snapyaml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shape of a timer: event sets joined by {@code ,,}, each with days ({@code mon}, {@code mon-fri}, {@code mon1} for the
 * first Monday of a month) and then times ({@code 10:00}, {@code 10:00-12:00}, {@code 10:00~12:00/2} for two at random).
 */
final class TimerSchedule {

    private static final String DAY = "(?:mon|tue|wed|thu|fri|sat|sun)[1-5]?";
    private static final Pattern DAYS = Pattern.compile(DAY + "(?:-" + DAY + ")?");
    private static final Pattern TIMES = Pattern.compile("([0-9]{1,2}):([0-9]{2})(?:[-~]([0-9]{1,2}):([0-9]{2})(?:/([0-9]{1,4}))?)?");
    private static final int LENGTH_MAX = 1024;

    private TimerSchedule() {
    }

    static boolean isSchedule(String text) {
        if (text.length() > LENGTH_MAX) {
            return false;
        }
        for (String set : text.split(",,", -1)) {
            boolean timeSeen = false;
            for (String event : set.split(",", -1)) {
                boolean time = isTime(event);
                if (!time && (timeSeen || !isDays(event))) {
                    return false;
                }
                timeSeen |= time;
            }
        }
        return true;
    }

    private static boolean isDays(String event) {
        return DAYS.matcher(event).matches();
    }

    private static boolean isTime(String event) {
        Matcher time = TIMES.matcher(event);
        if (!time.matches() || !isClock(time.group(1), time.group(2))) {
            return false;
        }
        boolean counted = time.group(5) == null || Integer.parseInt(time.group(5)) > 0;
        return counted && (time.group(3) == null || isClock(time.group(3), time.group(4)));
    }

    private static boolean isClock(String hour, String minute) {
        int minutes = Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
        return Integer.parseInt(minute) < 60 && minutes <= 24 * 60;
    }
}
