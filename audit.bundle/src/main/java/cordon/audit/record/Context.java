package cordon.audit.record;

import java.time.Instant;
import java.util.Optional;

/**
 * When something happened, and in which process. Names come from the process and are not trusted: nothing here is fit for a terminal.
 *
 * @param time   when, if the log says
 * @param serial of the audit event, -1 when unknown; with the time it names the event
 * @param pid    of the process, 0 when unknown
 * @param comm   what the process calls itself; may be empty
 * @param exe    path of its program; may be empty
 * @param label  its security label; empty where no security module gives one
 */
public record Context(Optional<Instant> time, long serial, int pid, String comm, String exe, String label) {

    static Context of(Frame frame, Fields fields) {
        return new Context(frame.time(), frame.serial(), fields.number("pid").map(Long::intValue).orElse(0), fields.name("comm"), fields.name("exe"),
                label(fields));
    }

    /** AppArmor's own records say {@code profile} or {@code label}, others {@code subj}, in newer kernels with a second equals sign. */
    private static String label(Fields fields) {
        for (String key : new String[] {"profile", "label"}) {
            if (!fields.name(key).isEmpty()) {
                return fields.name(key);
            }
        }
        String subject = fields.name("subj");
        return subject.startsWith("=") ? subject.substring(1) : subject;
    }
}
