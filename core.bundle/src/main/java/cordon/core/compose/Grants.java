package cordon.core.compose;

import cordon.api.iface.Interface;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Statement;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.SecurityLabel;
import cordon.api.snap.Slot;
import cordon.core.registry.Foreign;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** What plugs and slots bring to the commands of one snap, gathered by command. */
final class Grants {
    private final String snap;
    private final Map<SecurityLabel, List<PolicyEntry>> entries = new HashMap<>();
    private final Map<SecurityLabel, List<String>> problems = new HashMap<>();

    Grants(String snap) {
        this.snap = snap;
    }

    List<PolicyEntry> entries(SecurityLabel label) {
        return entries.getOrDefault(label, List.of());
    }

    /** A line for each interface that failed, by label of a command that lacks its rules. */
    Map<SecurityLabel, List<String>> problems() {
        return problems;
    }

    void declared(Interface contract, Plug plug) {
        add(plug.apps(), new Origin.Declared(plug.interfaceName(), plug.ref().text()), () -> contract.declaredPlug(plug));
    }

    void declared(Interface contract, Slot slot) {
        add(slot.apps(), new Origin.Declared(slot.interfaceName(), slot.ref().text()), () -> contract.declaredSlot(slot));
    }

    /** Both sides of a connection can be of this snap. */
    void connected(Interface contract, Connection connection) {
        Plug plug = connection.plug();
        Slot slot = connection.slot();
        Origin origin = new Origin.Connection(connection.interfaceName(), plug.ref().text(), slot.ref().text());
        if (plug.snap().instanceName().equals(snap)) {
            add(plug.apps(), origin, () -> contract.connectedPlug(connection));
        }
        if (!slot.snap().isSystem() && slot.snap().instanceName().equals(snap)) {
            add(slot.apps(), origin, () -> contract.connectedSlot(connection));
        }
    }

    private void add(Set<String> apps, Origin origin, Callable<List<Statement>> statements) {
        List<SecurityLabel> labels = apps.stream().map(app -> new SecurityLabel(snap, app)).toList();
        try {
            List<PolicyEntry> granted = Foreign.call(() -> statements.call().stream().flatMap(DeviceFiles::with)
                    .map(statement -> new PolicyEntry(statement.rule(), origin, statement.reason())).toList());
            labels.forEach(label -> entries.computeIfAbsent(label, one -> new ArrayList<>()).addAll(granted));
        } catch (Foreign.Failure e) {
            String problem = origin.describe() + " grants nothing: " + e.getMessage();
            labels.forEach(label -> problems.computeIfAbsent(label, one -> new ArrayList<>()).add(problem));
        }
    }
}
