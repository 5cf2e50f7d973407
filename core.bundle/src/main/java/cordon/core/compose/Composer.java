package cordon.core.compose;

import cordon.api.iface.Interface;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.PolicyEntries;
import cordon.api.policy.PolicyEntry;
import cordon.api.snap.Connection;
import cordon.api.snap.SecurityLabel;
import cordon.core.registry.Board;
import cordon.core.registry.Catalog;
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
import java.util.function.Supplier;

/**
 * Composes the policy of each command: the template, what its snap's commands may do to each other, and what its plugs and
 * slots bring. A plug of the whole snap reaches all its commands and hooks, a plug of one command that command. What it costs depends on
 * how many snaps differ from the last time, and hardly on how many there are. Thread-safe.
 */
public final class Composer {
    private final Supplier<Template> template;
    private volatile Last last = new Last(Catalog.of(List.of()), Map.of(), Collections.emptySortedMap());

    /** @param template what every command has */
    public Composer(Supplier<Template> template) {
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
     * The policies of all commands. Of a snap whose {@link Sources} are those of the last time, what came out then is taken.
     *
     * @param before policies of an earlier moment, composed here too; one that would come out the same is used again, as an object
     */
    public Composition compose(Collection<InstalledSnap> snaps, Board board, Catalog<Interface> interfaces, Map<SecurityLabel, AppPolicy> before) {
        Map<String, List<Connection>> joined = bySnap(board.inForce());
        Last earlier = last;
        Map<String, Composed> now = new HashMap<>();
        SortedMap<SecurityLabel, AppPolicy> policies = new TreeMap<>(earlier.policies());
        Map<SecurityLabel, List<String>> problems = new HashMap<>();
        for (InstalledSnap snap : snaps) {
            List<Connection> connections = joined.getOrDefault(snap.name(), List.of());
            Composed was = earlier.snaps().get(snap.name());
            boolean same = was != null && was.lasts() && earlier.interfaces() == interfaces && was.sources().areOf(snap, board, connections);
            Composed is = same ? was : composed(Sources.of(snap, board, connections, interfaces), interfaces, was, before);
            now.put(snap.name(), is);
            if (was == null || is.policies() != was.policies()) {
                policies.keySet().removeAll(was == null ? Set.of() : was.policies().keySet());
                policies.putAll(is.policies());
            }
            problems.putAll(is.problems());
        }
        earlier.snaps().forEach((name, gone) -> policies.keySet().removeAll(now.containsKey(name) ? Set.of() : gone.policies().keySet()));
        Composition composition = new Composition(policies, problems);
        last = new Last(interfaces, Collections.unmodifiableMap(now), composition.policies());
        return composition;
    }

    /** What came out the last time: the policies are put together from what is the same, and what is not. @param policies of all these snaps */
    private record Last(Catalog<Interface> interfaces, Map<String, Composed> snaps, SortedMap<SecurityLabel, AppPolicy> policies) {
    }

    private static Map<String, List<Connection>> bySnap(List<Connection> connections) {
        Map<String, List<Connection>> joined = new HashMap<>();
        for (Connection connection : connections) {
            String plug = connection.plug().snap().instanceName();
            String slot = connection.slot().snap().instanceName();
            joined.computeIfAbsent(plug, one -> new ArrayList<>()).add(connection);
            if (!slot.equals(plug) && !connection.slot().snap().isSystem()) {
                joined.computeIfAbsent(slot, one -> new ArrayList<>()).add(connection);
            }
        }
        return joined;
    }

    /** What came out of the sources of one snap. */
    private record Composed(Sources sources, SortedMap<SecurityLabel, AppPolicy> policies, Map<SecurityLabel, List<String>> problems) {
        /** An interface that failed is asked again. */
        boolean lasts() {
            return problems.isEmpty() && sources.sayTheSameAgain();
        }
    }

    private Composed composed(Sources sources, Catalog<Interface> interfaces, Composed was, Map<SecurityLabel, AppPolicy> before) {
        if (was != null && was.lasts() && was.sources().equals(sources)) {
            return new Composed(sources, was.policies(), was.problems());
        }
        InstalledSnap snap = sources.snap();
        Grants grants = new Grants(snap.name());
        sources.plugs().forEach(plug -> interfaces.get(plug.interfaceName()).ifPresent(contract -> grants.declared(contract, plug)));
        sources.slots().forEach(slot -> interfaces.get(slot.interfaceName()).ifPresent(contract -> grants.declared(contract, slot)));
        sources.connections().forEach(connection -> interfaces.get(connection.interfaceName()).ifPresent(contract -> grants.connected(contract, connection)));
        SortedMap<SecurityLabel, AppPolicy> policies = new TreeMap<>();
        List<PolicyEntry> siblings = OwnRules.of(snap.name());
        List<Shared> shared = new ArrayList<>();
        for (SecurityLabel label : snap.labels()) {
            List<PolicyEntry> own = new ArrayList<>(siblings);
            own.addAll(grants.entries(label));
            policies.put(label, policy(label, snap, own, before.get(label), shared));
        }
        return new Composed(sources, policies, grants.problems());
    }

    /** The policy that a command of the snap would have if it had no plug and no slot. */
    public AppPolicy bare(InstalledSnap snap, SecurityLabel label) {
        return policy(label, snap, OwnRules.of(snap.name()), null, new ArrayList<>());
    }

    /** An equal policy of before is taken, as an object. It began with the same template, so what follows that decides. */
    private AppPolicy policy(SecurityLabel label, InstalledSnap snap, List<PolicyEntry> own, AppPolicy before, List<Shared> shared) {
        int common = template.get().entries().size();
        boolean same = before != null && before.snap().equals(snap.identity()) && before.confinement() == snap.confinement()
                && before.entries().subList(common, before.entries().size()).equals(own);
        if (same) {
            return before;
        }
        return new AppPolicy(label, snap.identity(), snap.confinement(), entries(own, shared));
    }

    /** What commands of one snap have besides the template, which is the same for most of them, and all that they have. */
    private record Shared(List<PolicyEntry> own, PolicyEntries entries) {
    }

    private PolicyEntries entries(List<PolicyEntry> own, List<Shared> shared) {
        return shared.stream().filter(one -> one.own().equals(own)).findFirst().orElseGet(() -> {
            Shared fresh = new Shared(own, template.get().shared().and(own));
            shared.add(fresh);
            return fresh;
        }).entries();
    }
}
