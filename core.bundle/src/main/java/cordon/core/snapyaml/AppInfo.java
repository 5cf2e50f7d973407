package cordon.core.snapyaml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command of a snap. Texts are empty where the file has none; commands and paths are relative to the snap.
 *
 * @param name         valid by {@link Names#isApp}
 * @param command      the program and its arguments, separated by spaces; there is no quoting and no shell
 * @param commandChain programs that run first, each getting the rest of the chain and the command as arguments
 * @param daemon       how it runs as a service; empty for a command that people call
 * @param environment  the app's own variables, which come after the snap's
 * @param aliases      other names of the command
 * @param completer    a bash completion script
 * @param commonId     its AppStream component ID
 * @param desktop      its desktop file
 * @param autostart    the name of a desktop file that starts it with the user's session
 * @param busName      the D-Bus name that it owns
 * @param ignoresRefresh whether an upgrade does not wait for it to end ({@code refresh-mode: ignore-running})
 * @param unknown      keys that have no effect, with their values
 */
public record AppInfo(String name, String command, List<String> commandChain, Optional<Daemon> daemon, Environment environment,
        List<String> aliases, String completer, String commonId, String desktop, String autostart, String busName,
        boolean ignoresRefresh, Map<String, Object> unknown) {

    /** Keeps copies of the collections. */
    public AppInfo {
        commandChain = List.copyOf(commandChain);
        aliases = List.copyOf(aliases);
        unknown = Values.copyOf(unknown);
    }

    /** Whether it runs as a service. */
    public boolean isDaemon() {
        return daemon.isPresent();
    }
}
