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
 */
record Command(Optional<AppToRun> app, Optional<String> refusal, List<String> notes) {
    Command {
        notes = List.copyOf(notes);
    }
}
