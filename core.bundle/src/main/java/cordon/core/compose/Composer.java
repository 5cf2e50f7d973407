package cordon.core.compose;

import cordon.api.iface.Interface;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Statement;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.SecurityLabel;
import cordon.api.snap.Slot;
import cordon.core.registry.Board;
import cordon.core.registry.Catalog;
import cordon.core.registry.Foreign;
import cordon.core.registry.InstalledSnap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * Composes the policy of each command: the template, what its snap's commands may do to each other, and what its plugs and
 * slots bring. A plug of the whole snap reaches all its commands and hooks, a plug of one command that command. Thread-safe.
 */
public final class Composer {
    private final Template template;

    /** @param template what every command has */
    public Composer(Template template) {
        this.template = template;
    }

    /**
     * What was composed.
     *
     * @param policies by label
     * @param problems a line for each interface that failed, by label of a command that lacks its rules; nothing is granted then
     */
    public record Composition(SortedMap<SecurityLabel, AppPolicy> policies, Map<SecurityLabel, List<String>> problems) {
        /** Wraps the maps. */
        public Composition {
            policies = Collections.unmodifiableSortedMap(policies);
            problems = Collections.unmodifiableMap(problems);
        }
    }

    /**
     * The policies of all commands.
     *
     * @param before policies of an earlier moment, composed here too; one that would come out the same is used again, as an object
     */
    public Composition compose(Collection<InstalledSnap> snaps, Board board, Catalog<Interface> interfaces, Map<SecurityLabel, AppPolicy> before) {
        Grants grants = new Grants();
        for (InstalledSnap snap : snaps) {
            snap.plugs().stream().filter(plug -> board.plug(plug.ref()).isPresent()).forEach(plug -> interfaces.get(plug.interfaceName()).ifPresent(contract -> declared(grants, contract, plug)));
            snap.slots().stream().filter(slot -> board.slot(slot.ref()).isPresent())
                    .forEach(slot -> interfaces.get(slot.interfaceName()).ifPresent(contract -> declared(grants, contract, slot)));
        }
        for (Connection connection : board.inForce()) {
            interfaces.get(connection.interfaceName()).ifPresent(contract -> connected(grants, contract, connection));
        }
        SortedMap<SecurityLabel, AppPolicy> policies = new TreeMap<>();
        for (InstalledSnap snap : snaps) {
            List<PolicyEntry> siblings = OwnRules.of(snap.name());
            for (SecurityLabel label : snap.labels()) {
                List<PolicyEntry> own = new ArrayList<>(siblings);
                own.addAll(grants.entries.getOrDefault(label, List.of()));
                policies.put(label, policy(label, snap, own, before.get(label)));
            }
        }
        return new Composition(policies, grants.problems);
    }

    /** The policy that a command of the snap would have if it had no plug and no slot. */
    public AppPolicy bare(InstalledSnap snap, SecurityLabel label) {
        return policy(label, snap, OwnRules.of(snap.name()), null);
    }

    /** Hashing is what costs: an equal policy of before is taken. It began with the same template, so what follows that decides. */
    private AppPolicy policy(SecurityLabel label, InstalledSnap snap, List<PolicyEntry> own, AppPolicy before) {
        int common = template.entries().size();
        boolean same = before != null && before.snap().equals(snap.identity()) && before.confinement() == snap.confinement()
                && before.entries().subList(common, before.entries().size()).equals(own);
        if (same) {
            return before;
        }
        List<PolicyEntry> entries = new ArrayList<>(template.entries());
        entries.addAll(own);
        return new AppPolicy(label, snap.identity(), snap.confinement(), entries);
    }

    private static void declared(Grants grants, Interface contract, Plug plug) {
        Origin origin = new Origin.Declared(plug.interfaceName(), plug.ref().text());
        grants.add(plug.snap().instanceName(), plug.apps(), origin, () -> contract.declaredPlug(plug));
    }

    private static void declared(Grants grants, Interface contract, Slot slot) {
        Origin origin = new Origin.Declared(slot.interfaceName(), slot.ref().text());
        grants.add(slot.snap().instanceName(), slot.apps(), origin, () -> contract.declaredSlot(slot));
    }

    private static void connected(Grants grants, Interface contract, Connection connection) {
        Plug plug = connection.plug();
        Slot slot = connection.slot();
        Origin origin = new Origin.Connection(connection.interfaceName(), plug.ref().text(), slot.ref().text());
        grants.add(plug.snap().instanceName(), plug.apps(), origin, () -> contract.connectedPlug(connection));
        if (!slot.snap().isSystem()) {
            grants.add(slot.snap().instanceName(), slot.apps(), origin, () -> contract.connectedSlot(connection));
        }
    }

    /** What plugs and slots bring, gathered by command. */
    private static final class Grants {
        private final Map<SecurityLabel, List<PolicyEntry>> entries = new HashMap<>();
        private final Map<SecurityLabel, List<String>> problems = new HashMap<>();

        void add(String snap, Set<String> apps, Origin origin, Callable<List<Statement>> statements) {
            List<SecurityLabel> labels = apps.stream().map(app -> new SecurityLabel(snap, app)).toList();
            try {
                List<PolicyEntry> granted = Foreign.call(() -> statements.call().stream()
                        .map(statement -> new PolicyEntry(statement.rule(), origin, statement.reason())).flatMap(DeviceFiles::with).toList());
                labels.forEach(label -> entries.computeIfAbsent(label, one -> new ArrayList<>()).addAll(granted));
            } catch (Foreign.Failure e) {
                String problem = origin.describe() + " grants nothing: " + e.getMessage();
                labels.forEach(label -> problems.computeIfAbsent(label, one -> new ArrayList<>()).add(problem));
            }
        }
    }
}
