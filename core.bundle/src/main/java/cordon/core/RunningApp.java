package cordon.core;

import cordon.api.launch.Started;
import java.util.List;

/**
 * A command that was started.
 *
 * @param process the process; its owner waits for it and closes it
 * @param notes   lines for the caller, e.g. that files are not mediated here
 */
public record RunningApp(Started process, List<String> notes) {
    /** Copies the list. */
    public RunningApp {
        notes = List.copyOf(notes);
    }
}
