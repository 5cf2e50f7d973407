package cordon.core.launch;

import cordon.api.snap.SecurityLabel;
import java.util.Map;
import java.util.Optional;

/**
 * A process that is left to the launcher of a core that takes the place of this one, in the same process.
 *
 * @param pid   of the child
 * @param pidfd the number of an open descriptor of it, which is the heir's
 * @param uid   of its user
 * @param label of its command; empty for one that is no command's
 */
record LeftProcess(int pid, int pidfd, int uid, Optional<SecurityLabel> label) {

    /** As text: the pid, and the other fields with spaces between them. */
    Map.Entry<String, String> text() {
        return Map.entry(Integer.toString(pid), pidfd + " " + uid + label.map(one -> " " + one.snap() + " " + one.app()).orElse(""));
    }

    /** The opposite of {@link #text()}. */
    static LeftProcess of(String pid, String text) {
        String[] fields = text.split(" ");
        Optional<SecurityLabel> label = fields.length == 4 ? Optional.of(new SecurityLabel(fields[2], fields[3])) : Optional.empty();
        return new LeftProcess(Integer.parseInt(pid), Integer.parseInt(fields[0]), Integer.parseInt(fields[1]), label);
    }
}
