package cordon.core.manage;

import cordon.api.snap.SecurityLabel;
import cordon.core.launch.AppToRun;
import java.util.List;
import java.util.Optional;

/**
 * A command that can be called.
 *
 * @param label   of it
 * @param app     what a launch needs; empty when it is refused, or its profiles wait to be loaded
 * @param refusal why it does not launch
 * @param notes   lines for whoever starts it
 * @param owner   who alone may start it, besides root: the one who can change its programs at any time
 */
record Command(SecurityLabel label, Optional<AppToRun> app, Optional<String> refusal, List<String> notes, Optional<Integer> owner) {
    Command {
        notes = List.copyOf(notes);
    }

    /** One that does not launch. */
    static Command refused(SecurityLabel label, String why) {
        return new Command(label, Optional.empty(), Optional.of(why), List.of(), Optional.empty());
    }

    /** One whose profiles wait to be loaded. */
    static Command waiting(SecurityLabel label, Optional<Integer> owner) {
        return new Command(label, Optional.empty(), Optional.empty(), List.of(), owner);
    }

    /** Whether it launches once its profiles are loaded. */
    boolean waits() {
        return app.isEmpty() && refusal.isEmpty();
    }
}
