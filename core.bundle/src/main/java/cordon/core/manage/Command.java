package cordon.core.manage;

import cordon.core.launch.AppToRun;
import java.util.List;
import java.util.Optional;

/**
 * A command that can be called.
 *
 * @param app     what a launch needs; empty when it is refused
 * @param refusal why it does not launch
 * @param notes   lines for whoever starts it
 * @param owner   who alone may start it, besides root: the one who can change its programs at any time
 */
record Command(Optional<AppToRun> app, Optional<String> refusal, List<String> notes, Optional<Integer> owner) {
    Command {
        notes = List.copyOf(notes);
    }

    /** One that does not launch. */
    static Command refused(String why) {
        return new Command(Optional.empty(), Optional.of(why), List.of(), Optional.empty());
    }
}
