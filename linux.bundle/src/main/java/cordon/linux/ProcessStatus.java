package cordon.linux;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A process as {@code /proc/PID/status} shows it at one moment (proc_pid_status(5)).
 *
 * @param state  one letter, such as {@code S}, {@code T} for stopped and {@code Z} for one that has ended and is not collected
 * @param parent its parent's number
 * @param uid    its real user
 * @param tracer the number of the process that traces it; 0 for none
 */
public record ProcessStatus(char state, int parent, int uid, int tracer) {

    /** The process of a number; empty when there is none. */
    public static Optional<ProcessStatus> of(int pid) throws LinuxException {
        return ProcessFile.read(pid, "status").map(ProcessStatus::parse);
    }

    private static ProcessStatus parse(String text) {
        Map<String, String> fields = new HashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return new ProcessStatus(fields.get("State").charAt(0), Integer.parseInt(fields.get("PPid")),
                Integer.parseUnsignedInt(fields.get("Uid").split("\\s")[0]), Integer.parseInt(fields.get("TracerPid")));
    }

    /** Whether it runs nothing any more, though its parent has not collected it. */
    public boolean hasEnded() {
        return state == 'Z' || state == 'X';
    }
}
