package cordon.core.compose;

import cordon.api.policy.DBusRule;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.PtraceRule;
import cordon.api.policy.Rule;
import cordon.api.policy.SignalRule;
import cordon.api.policy.UnixSocketRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the commands of one snap may do to each other: a snap is one unit, and its commands trust each other. Pure. */
final class OwnRules {
    private static final Origin ORIGIN = new Origin.Snap();

    private OwnRules() {
    }

    /** @param snap its instance name, which begins the labels of its commands */
    static List<PolicyEntry> of(String snap) {
        String siblings = "snap." + snap + ".*";
        List<PolicyEntry> entries = new ArrayList<>();
        add(entries, new SignalRule(Set.of(), List.of(), siblings), "a snap's commands stop and wake each other");
        add(entries, new PtraceRule(Set.of(PtraceRule.Access.READ), siblings), "ps(1) and the like see the snap's own processes");
        add(entries, new UnixSocketRule(Set.of(), null, null, siblings, null), "a snap's commands talk over sockets");
        add(entries, new UnixSocketRule(Set.of(UnixSocketRule.Access.BIND, UnixSocketRule.Access.LISTEN), null, "@snap." + snap + ".**", null, null),
                "abstract names that show whose they are");
        for (DBusRule.Bus bus : List.of(DBusRule.Bus.SYSTEM, DBusRule.Bus.SESSION)) {
            add(entries, new DBusRule(bus, Set.of(DBusRule.Access.SEND, DBusRule.Access.RECEIVE), null, null, null, null, siblings),
                    "a snap's commands talk over the bus");
        }
        return entries;
    }

    private static void add(List<PolicyEntry> entries, Rule rule, String reason) {
        entries.add(new PolicyEntry(rule, ORIGIN, reason));
    }
}
