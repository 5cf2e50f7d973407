package cordon.core;

import java.util.List;

/**
 * What a change would do. Nothing of it has happened.
 *
 * @param summary  one line: {@code would connect foo:network to :network}
 * @param details  a line each: connections that it brings
 * @param warnings a line each: what a person should know before
 * @param commands those whose policies would differ; a new one is compared with a command without connections
 * @param running  the processes of these that run now
 */
public record Preview(String summary, List<String> details, List<String> warnings, List<Comparison> commands, List<Reached> running) {
    /** Copies the lists. */
    public Preview {
        details = List.copyOf(details);
        warnings = List.copyOf(warnings);
        commands = List.copyOf(commands);
        running = List.copyOf(running);
    }

    /**
     * A process that runs now.
     *
     * @param process the process
     * @param now     the backends whose part would reach it at once
     * @param later   those whose part would count when it is started again
     */
    public record Reached(RunningView process, List<String> now, List<String> later) {
        /** Copies the lists. */
        public Reached {
            now = List.copyOf(now);
            later = List.copyOf(later);
        }
    }
}
