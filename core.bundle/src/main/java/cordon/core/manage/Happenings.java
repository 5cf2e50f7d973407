package cordon.core.manage;

import cordon.api.backend.Backend;
import cordon.api.iface.Interface;
import cordon.api.snap.SecurityLabel;
import cordon.core.Happening;
import cordon.core.Plugboard;
import cordon.core.registry.BackendState;
import cordon.core.registry.InstalledSnap;
import cordon.core.registry.Provider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What happened between two moments: causes first, then what they led to. Pure. */
final class Happenings {
    private final List<Happening> all = new ArrayList<>();

    private Happenings() {
    }

    static List<Happening> between(World before, World after) {
        Happenings happenings = new Happenings();
        happenings.interfaces(before, after);
        happenings.backends(before, after);
        happenings.snaps(before, after);
        happenings.connections(before, after);
        happenings.policies(before, after);
        return List.copyOf(happenings.all);
    }

    private static <T> SortedMap<String, T> byName(List<T> all, Function<T, String> name) {
        return all.stream().collect(Collectors.toMap(name, one -> one, (one, other) -> one, TreeMap::new));
    }

    private void interfaces(World before, World after) {
        if (before.interfaces() != after.interfaces()) {
            Differing.each(byName(List.copyOf(before.interfaces().all()), Provider::name), byName(List.copyOf(after.interfaces().all()), Provider::name), (name, old, now) -> {
                if (old == null) {
                    add("ARRIVED", "arrived", now);
                } else if (now == null) {
                    add("LEFT", "left", old);
                } else if (!old.equals(now)) {
                    add("UPDATED", "is another one now", now);
                }
            });
        }
        for (Provider<Interface> one : after.interfaces().all()) {
            if (after.held().contains(one.name()) && !before.held().contains(one.name())) {
                add("HELD", "is held for review", one);
            } else if (before.held().contains(one.name()) && !after.held().contains(one.name())) {
                add("RELEASED", "is not held any more", one);
            }
        }
    }

    private void add(String topic, String what, Provider<Interface> one) {
        all.add(Happening.of("interface/" + topic, "interface " + one.name() + " of " + one.origin() + " " + what,
                "interface", one.name(), "bundle", one.bundle(), "version", one.version()));
    }

    private void backends(World before, World after) {
        Differing.each(byName(before.backends(), BackendState::name), byName(after.backends(), BackendState::name), (name, old, now) -> {
            if (old == null || now == null) {
                Provider<Backend> one = (old == null ? now : old).provider();
                all.add(Happening.of("backend/" + (old == null ? "ARRIVED" : "LEFT"), "backend " + one.name() + " of " + one.origin()
                        + (old == null ? " arrived" : " left"), "backend", one.name(), "bundle", one.bundle(), "version", one.version()));
            }
        });
    }

    private void snaps(World before, World after) {
        Differing.each(before.snaps(), after.snaps(), (name, old, now) -> {
            if (old == null) {
                add("INSTALLED", "was installed", now);
            } else if (now == null) {
                add("REMOVED", "was removed", old);
            } else if (!old.record().currentRevision().equals(now.record().currentRevision())) {
                add("CHANGED", "is at revision " + now.record().current(), now);
            }
        });
    }

    private void add(String topic, String what, InstalledSnap snap) {
        all.add(Happening.of("snap/" + topic, "snap " + snap.name() + " " + what, "snap", snap.name(), "revision", snap.record().current()));
    }

    private void connections(World before, World after) {
        if (before.board() == after.board()) {
            return;
        }
        Function<Plugboard.Joint, String> key = joint -> joint.plug() + " " + joint.slot();
        Differing.each(byName(without(before.board().joints(), after.board().joints()), key), byName(without(after.board().joints(), before.board().joints()), key), (name, old, now) -> {
            if (now == null) {
                add("DISCONNECTED", "is not connected any more to", old);
            } else if (now.suspended() && (old == null || !old.suspended())) {
                add("SUSPENDED", "is suspended from", now);
            } else if (!now.suspended() && old == null) {
                add("CONNECTED", "is connected to", now);
            } else if (!now.suspended() && old.suspended()) {
                add("RESUMED", "is connected again to", now);
            }
        });
    }

    /** Those of a snap whose record is the same are the same objects. */
    private static List<Plugboard.Joint> without(List<Plugboard.Joint> joints, List<Plugboard.Joint> others) {
        Set<Plugboard.Joint> same = Collections.newSetFromMap(new IdentityHashMap<>(others.size()));
        same.addAll(others);
        return joints.stream().filter(joint -> !same.contains(joint)).toList();
    }

    private void add(String topic, String what, Plugboard.Joint joint) {
        all.add(Happening.of("connection/" + topic, joint.plug() + " " + what + " " + joint.slot(),
                "interface", joint.interfaceName(), "plug", joint.plug().text(), "slot", joint.slot().text()));
    }

    private void policies(World before, World after) {
        Report.changes(before, after).forEach((label, change) -> all.add(policy(label, change)));
    }

    private static Happening policy(SecurityLabel label, Report.RuleChange change) {
        String command = Commands.name(label.snap(), label.app());
        return Happening.of("policy/CHANGED", "policy of " + command + ": " + change.text(), "snap", label.snap(), "command", command,
                "added", String.valueOf(change.added()), "removed", String.valueOf(change.removed()));
    }
}
