package cordon.core.launch;

import cordon.api.backend.Enforcement;
import cordon.api.policy.DBusRule;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import java.util.EnumSet;
import java.util.Set;

/**
 * The message buses that a command may reach: those on which a backend mediates what its rules say, or that the site trusts an interface with. It is worked out when
 * a backend asks first, and holds for as long as the picture of the command. Thread-safe.
 */
final class ReachableBuses {
    private final AppToRun app;
    private volatile Set<DBusRule.Bus> known;

    ReachableBuses(AppToRun app) {
        this.app = app;
    }

    Set<DBusRule.Bus> get() {
        Set<DBusRule.Bus> buses = known;
        if (buses == null) {
            buses = Set.copyOf(found());
            known = buses;
        }
        return buses;
    }

    private Set<DBusRule.Bus> found() {
        Set<DBusRule.Bus> buses = EnumSet.noneOf(DBusRule.Bus.class);
        for (PolicyEntry entry : app.policy().entries()) {
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
}
