package cordon.api.snap;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The name under which a command is confined: {@code snap.SNAP.APP}, or {@code snap.SNAP.hook.HOOK}. Profiles, control
 * groups and log lines bear it.
 *
 * @param snap instance name of the snap
 * @param app  name of the command, or {@code hook.NAME}
 */
public record SecurityLabel(String snap, String app) implements Comparable<SecurityLabel> {
    private static final Pattern SNAP = Pattern.compile("[a-z0-9-]{1,40}(_[a-z0-9]{1,10})?");
    private static final Pattern APP = Pattern.compile("(hook\\.)?[a-zA-Z0-9-]{1,255}");

    /** @throws IllegalArgumentException when a part cannot be in a label */
    public SecurityLabel {
        if (!SNAP.matcher(snap).matches() || !APP.matcher(app).matches()) {
            throw new IllegalArgumentException("\"snap." + snap + "." + app + "\" is no security label");
        }
    }

    /** The label of a hook. */
    public static SecurityLabel ofHook(String snap, String hook) {
        return new SecurityLabel(snap, "hook." + hook);
    }

    /**
     * A pattern of the labels of some commands of a snap: for rules that name the other side of a connection.
     *
     * @param commands hooks as {@code hook.NAME}; none stands for all of the snap's
     */
    public static String pattern(String snap, Set<String> commands) {
        commands.forEach(command -> new SecurityLabel(snap, command));
        String prefix = "snap." + snap + ".";
        if (commands.isEmpty()) {
            return prefix + "*";
        }
        return prefix + (commands.size() == 1 ? commands.iterator().next() : "{" + String.join(",", new TreeSet<>(commands)) + "}");
    }

    /** The label as text. */
    public String text() {
        return "snap." + snap + "." + app;
    }

    /** By snap, then by command. */
    @Override
    public int compareTo(SecurityLabel other) {
        int bySnap = snap.compareTo(other.snap);
        return bySnap != 0 ? bySnap : app.compareTo(other.app);
    }

    @Override
    public String toString() {
        return text();
    }
}
