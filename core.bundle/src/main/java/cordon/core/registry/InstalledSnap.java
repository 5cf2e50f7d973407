package cordon.core.registry;

import cordon.api.policy.Confinement;
import cordon.api.snap.Attributes;
import cordon.api.snap.Plug;
import cordon.api.snap.SecurityLabel;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapIdentity;
import cordon.core.snapyaml.PlugDeclaration;
import cordon.core.snapyaml.Reach;
import cordon.core.snapyaml.SlotDeclaration;
import cordon.core.snapyaml.SnapInfo;
import cordon.core.state.Mode;
import cordon.core.state.SnapRecord;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A snap that is installed: its record, and what its {@code snap.yaml} says. Immutable.
 *
 * @param record    what is remembered
 * @param info      of the current revision
 * @param identity  of the current revision
 * @param directory where its package is, on the host
 * @param plugs     that it declares
 * @param slots     that it declares
 * @param labels    of its commands and of the hooks that it mentions
 * @param warnings  what is odd in its {@code snap.yaml}
 */
public record InstalledSnap(SnapRecord record, SnapInfo info, SnapIdentity identity, Path directory, List<Plug> plugs, List<Slot> slots,
        List<SecurityLabel> labels, List<String> warnings) {

    private static final String HOOK = "hook.";

    /** Copies the lists. */
    public InstalledSnap {
        plugs = List.copyOf(plugs);
        slots = List.copyOf(slots);
        labels = List.copyOf(labels);
        warnings = List.copyOf(warnings);
    }

    /**
     * A snap with what its current revision declares.
     *
     * @throws IllegalArgumentException when an attribute of a plug or slot is of a type that attributes cannot have
     */
    public static InstalledSnap of(SnapRecord record, SnapInfo info, Path directory, List<String> warnings) {
        Optional<String> base = info.base().isEmpty() ? Optional.empty() : Optional.of(info.base());
        SnapIdentity identity = new SnapIdentity(info.name(), info.name(), record.current(), info.version(),
                info.type(), base, Optional.empty());
        Set<String> apps = commands(info);
        List<Plug> plugs = info.plugs().values().stream().map(plug -> plug(identity, plug, apps)).toList();
        List<Slot> slots = info.slots().values().stream().map(slot -> slot(identity, slot, apps)).toList();
        List<SecurityLabel> labels = apps.stream().map(app -> new SecurityLabel(info.name(), app)).toList();
        return new InstalledSnap(record, info, identity, directory, plugs, slots, labels, warnings);
    }

    /** The name it is installed under. */
    public String name() {
        return record.name();
    }

    /** The same snap with another record of the same revision. */
    public InstalledSnap with(SnapRecord other) {
        return new InstalledSnap(other, info, identity, directory, plugs, slots, labels, warnings);
    }

    /** The same snap of this publisher, with plugs and slots. */
    public InstalledSnap publishedBy(Optional<String> publisher) {
        if (publisher.equals(identity.publisher())) {
            return this;
        }
        SnapIdentity known = new SnapIdentity(identity.name(), identity.instanceName(), identity.revision(), identity.version(), identity.type(), identity.base(),
                publisher);
        return new InstalledSnap(record, info, known, directory,
                plugs.stream().map(plug -> new Plug(known, plug.name(), plug.interfaceName(), plug.attributes(), plug.apps())).toList(),
                slots.stream().map(slot -> new Slot(known, slot.name(), slot.interfaceName(), slot.attributes(), slot.apps())).toList(), labels, warnings);
    }

    /** How its commands are confined. */
    public Confinement confinement() {
        Mode mode = record.currentRevision().mode();
        return mode == Mode.DEVMODE ? Confinement.DEVMODE : mode == Mode.CLASSIC ? Confinement.CLASSIC : Confinement.STRICT;
    }

    private static Plug plug(SnapIdentity snap, PlugDeclaration plug, Set<String> apps) {
        String owner = "plug \"" + plug.name() + "\" of snap \"" + snap.instanceName() + "\"";
        return new Plug(snap, plug.name(), plug.interfaceName(), Attributes.of(owner, plug.attributes()), reached(plug.reach(), apps));
    }

    private static Slot slot(SnapIdentity snap, SlotDeclaration slot, Set<String> apps) {
        String owner = "slot \"" + slot.name() + "\" of snap \"" + snap.instanceName() + "\"";
        return new Slot(snap, slot.name(), slot.interfaceName(), Attributes.of(owner, slot.attributes()), reached(slot.reach(), apps));
    }

    /** Commands, and hooks as {@code hook.NAME}. A component's hook has a plus in its name and no label of its own here. */
    private static Set<String> commands(SnapInfo info) {
        Set<String> apps = new LinkedHashSet<>(info.apps().keySet());
        info.hooks().keySet().stream().filter(hook -> hook.indexOf('+') < 0).forEach(hook -> apps.add(HOOK + hook));
        return apps;
    }

    private static Set<String> reached(Reach reach, Set<String> apps) {
        Set<String> reached = new LinkedHashSet<>();
        for (String app : apps) {
            if (app.startsWith(HOOK) ? reach.includesHook(app.substring(HOOK.length())) : reach.includesApp(app)) {
                reached.add(app);
            }
        }
        return reached;
    }
}
