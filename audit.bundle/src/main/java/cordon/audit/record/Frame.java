package cordon.audit.record;

import java.time.Instant;
import java.util.Optional;

/**
 * A record without what a log put around it.
 *
 * @param type   of the audit record, as linux/audit.h numbers it; 0 when it is of no interest
 * @param time   when
 * @param serial of the event, -1 when unknown
 * @param body   its fields
 */
record Frame(int type, Optional<Instant> time, long serial, String body) {
    static final int USER_AVC = 1107;
    static final int SECCOMP = 1326;
    static final int AVC = 1400;
    static final int LANDLOCK_ACCESS = 1423;
    static final int LANDLOCK_DOMAIN = 1424;

    /** The number of a type that a log gives by number or by name; names are auditd's. */
    static int type(String text) {
        return switch (text) {
            case "USER_AVC" -> USER_AVC;
            case "SECCOMP" -> SECCOMP;
            case "AVC" -> AVC;
            case "LANDLOCK_ACCESS" -> LANDLOCK_ACCESS;
            case "LANDLOCK_DOMAIN" -> LANDLOCK_DOMAIN;
            default -> {
                String digits = text.startsWith("UNKNOWN[") && text.endsWith("]") ? text.substring(8, text.length() - 1) : text;
                // AppArmor has types of its own from 1500, which some kernels used.
                int number = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
                yield number >= 1500 && number <= 1507 ? AVC : number;
            }
        };
    }
}
