package cordon.core.launch;

import cordon.api.backend.Enforcement;
import cordon.api.backend.Launch;
import cordon.api.backend.StoredProfile;
import cordon.api.launch.Descriptor;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.DBusRule;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A launch as one backend sees it.
 *
 * @param app       the command
 * @param profile   the backend's own
 * @param user      who starts it
 * @param stateRoot the directory of all state
 * @param root      the root directory so far
 * @param elsewhere where directories are that rules name
 * @param variables of path patterns
 * @param terminal  whether it gets one
 * @param messages  the entries of the policy that are about messages on a bus
 */
record PlannedLaunch(AppToRun app, StoredProfile profile, Launch.User user, Path stateRoot, Descriptor root, Map<String, String> elsewhere,
        Map<String, List<String>> variables, boolean terminal, List<PolicyEntry> messages) implements Launch {

    @Override
    public AppPolicy policy() {
        return app.policy();
    }

    @Override
    public Set<DBusRule.Bus> buses() {
        Set<DBusRule.Bus> buses = EnumSet.noneOf(DBusRule.Bus.class);
        for (PolicyEntry entry : messages) {
            if (entry.rule() instanceof DBusRule rule && !buses.contains(rule.bus()) && (mediated(rule) || trusted(entry.origin()))) {
                buses.add(rule.bus());
            }
        }
        return buses;
    }

    private boolean mediated(DBusRule rule) {
        return app.backends().stream().anyMatch(bound -> !(bound.backend().enforces(rule) instanceof Enforcement.NotAtAll));
    }

    private boolean trusted(Origin origin) {
        return origin instanceof Origin.Connection connection && app.trusted().contains(connection.interfaceName())
                || origin instanceof Origin.Declared declared && app.trusted().contains(declared.interfaceName());
    }

    @Override
    public Path snapDirectory() {
        return app.snapDirectory();
    }

    @Override
    public Optional<Path> baseDirectory() {
        return app.baseDirectory();
    }
}
