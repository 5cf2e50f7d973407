package cordon.core.snapyaml;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How an app runs as a service. Commands are empty where the file has none, durations where it leaves them to the system.
 *
 * @param type              when the service counts as started
 * @param scope             whose service it is
 * @param stopCommand       a command that stops it
 * @param postStopCommand   a command after it stopped
 * @param reloadCommand     a command that makes it read its configuration again
 * @param startTimeout      how long it may take to start
 * @param stopTimeout       how long it may take to stop before it is killed
 * @param watchdogTimeout   how long it may be silent before it is killed
 * @param restartDelay      how long to wait before it is started again
 * @param restartCondition  when it is started again
 * @param stopMode          the signal that stops it, as {@code sigterm} or {@code sigterm-all}; empty for the default
 * @param refreshMode       what an upgrade does with it: {@code endure} or {@code restart}; empty for the default
 * @param installMode       whether an installation starts it: {@code enable} or {@code disable}; empty for the default
 * @param after             daemons of the snap that start before this one
 * @param before            daemons of the snap that start after this one
 * @param sockets           sockets that start it, by name
 * @param timer             a schedule that starts it, as written; empty if none
 * @param activatesOn       slots whose D-Bus name starts it
 * @param successExitStatus exit statuses, beside 0, that are no failure: numbers 0 to 255, their names in systemd.exec(5), or
 *                          names of signals
 */
public record Daemon(DaemonType type, DaemonScope scope, String stopCommand, String postStopCommand, String reloadCommand,
        Optional<Duration> startTimeout, Optional<Duration> stopTimeout, Optional<Duration> watchdogTimeout,
        Optional<Duration> restartDelay, Optional<RestartCondition> restartCondition, String stopMode, String refreshMode,
        String installMode, Set<String> after, Set<String> before, Map<String, SocketInfo> sockets, String timer,
        List<String> activatesOn, List<String> successExitStatus) {

    /** Keeps copies of the collections. */
    public Daemon {
        after = Set.copyOf(after);
        before = Set.copyOf(before);
        sockets = Values.ordered(sockets);
        activatesOn = List.copyOf(activatesOn);
        successExitStatus = List.copyOf(successExitStatus);
    }
}
