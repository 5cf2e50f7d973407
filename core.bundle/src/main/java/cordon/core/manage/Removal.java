package cordon.core.manage;

import cordon.api.backend.Backend;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.core.Outcome;
import cordon.core.Progress;
import cordon.core.RunningView;
import cordon.core.registry.Foreign;
import cordon.core.registry.InstalledSnap;
import cordon.core.registry.Provider;
import cordon.core.snapyaml.Nearest;
import cordon.core.state.Revision;
import cordon.core.state.StateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Removes a snap: first nothing of it starts any more, then its record goes, then all that was derived from it. */
final class Removal {
    private final Tools tools;
    private final LaunchGate gate;
    private final Set<String> damaged;

    /** @param damaged names of snaps that are left out, which can be removed too */
    Removal(Tools tools, LaunchGate gate, Set<String> damaged) {
        this.tools = tools;
        this.gate = gate;
        this.damaged = damaged;
    }

    Outcome run(String name, boolean purge, Progress progress) throws CordonException {
        return tools.changes().alone(now -> {
            if (damaged.contains(name)) {
                return removeDamaged(name, purge);
            }
            InstalledSnap snap = Optional.ofNullable(now.snaps().get(name)).orElseThrow(() -> new CordonException(Kind.NOT_FOUND,
                    "cannot remove " + name + ": no snap of that name is installed" + Nearest.hint(name, now.snaps().keySet())));
            List<String> users = now.snaps().values().stream()
                    .filter(one -> one.identity().base().filter(name::equals).isPresent()).map(InstalledSnap::name).toList();
            if (!users.isEmpty()) {
                throw new CordonException(Kind.CONFLICT, "cannot remove " + name + ": it is the base of " + String.join(", ", users) + "; remove these first");
            }
            return remove(now, snap, purge, progress);
        });
    }

    private Outcome remove(World now, InstalledSnap snap, boolean purge, Progress progress) throws CordonException {
        String name = snap.name();
        progress.step("stopping launches");
        gate.exclusively("remove " + name, () -> tools.changes().offer(now.commands().without(name)));
        boolean removed = false;
        try {
            List<RunningView> running = tools.running().of(snap.labels(), now);
            if (!running.isEmpty()) {
                throw new CordonException(Kind.CONFLICT, "cannot remove " + name + ": it runs as process "
                        + running.stream().map(one -> Integer.toString(one.pid())).collect(Collectors.joining(", ")) + "; end it first");
            }
            SortedMap<String, InstalledSnap> snaps = new TreeMap<>(now.snaps());
            snaps.remove(name);
            progress.step("removing its record and profiles");
            Applied applied = tools.changes().apply("remove " + name, snaps, () -> tools.records().delete(name));
            removed = true;
            progress.step("removing its package");
            return finish(snap, purge, applied);
        } finally {
            if (!removed) {
                tools.changes().offer(now.commands());
            }
        }
    }

    /** Of a damaged snap nothing runs and no profile is loaded: only its files are left. */
    private Outcome removeDamaged(String name, boolean purge) throws CordonException {
        try {
            tools.records().delete(name);
        } catch (StateException e) {
            throw new CordonException(Kind.SYSTEM, "cannot remove " + name + ": " + e.getMessage(), e);
        }
        damaged.remove(name);
        return new Outcome(name + " removed, which was damaged", List.of(), clear(name, Revisions.placed(tools.root(), name), purge));
    }

    private Outcome finish(InstalledSnap snap, boolean purge, Applied applied) {
        String name = snap.name();
        List<String> warnings = new ArrayList<>(applied.warnings());
        warnings.addAll(clear(name, snap.record().revisions().stream().map(Revision::name).toList(), purge));
        List<String> details = new ArrayList<>(Report.rules(applied.before(), applied.after()));
        details.addAll(tools.running().effect(applied.loaded(), applied.after()));
        if (!purge) {
            details.add("its data is kept in " + tools.root().resolve("var/snap").resolve(name) + "; remove with --purge takes it away too");
        }
        return new Outcome(name + " removed", details, warnings);
    }

    /** Takes away what is left of a snap whose record is gone. Returns a line for each thing that cannot be. */
    private List<String> clear(String name, List<String> revisions, boolean purge) {
        List<String> warnings = new ArrayList<>();
        for (Provider<Backend> backend : tools.changes().world().services().backends().catalog().all()) {
            try {
                Foreign.call(() -> {
                    backend.service().forget(name);
                    return name;
                });
            } catch (Foreign.Failure e) {
                warnings.add(backend.name() + " still holds something of " + name + ": " + e.getMessage());
            }
        }
        warnings.addAll(withdraw(tools, name, revisions, false));
        warnings.addAll(tidy(tools, name, Set.of()));
        if (purge) {
            try {
                tools.data().purge(name);
            } catch (CordonException e) {
                warnings.add(e.getMessage());
            }
        }
        return warnings;
    }

    /** Takes revisions away whose record is gone, and with {@code data} what each kept for itself. Returns a line for each that cannot be. */
    static List<String> withdraw(Tools tools, String name, List<String> revisions, boolean data) {
        List<String> problems = new ArrayList<>();
        for (String revision : revisions) {
            try {
                tools.packages().withdraw(name, revision);
                if (data) {
                    tools.data().drop(name, revision);
                }
            } catch (CordonException e) {
                problems.add(e.getMessage());
            }
        }
        return problems;
    }

    /** Ends what other snaps' records say about slots of this snap that are gone: a later snap of its name must not inherit them. */
    static List<String> tidy(Tools tools, String name, Set<String> remaining) {
        SortedMap<String, InstalledSnap> snaps = new TreeMap<>(tools.changes().world().snaps());
        List<InstalledSnap> before = new ArrayList<>();
        List<InstalledSnap> after = new ArrayList<>();
        for (InstalledSnap other : tools.changes().world().snaps().values()) {
            InstalledSnap tidied = Records.withoutSlots(other, name, remaining);
            if (tidied != other) {
                before.add(other);
                after.add(tidied);
                snaps.put(other.name(), tidied);
            }
        }
        try {
            if (!after.isEmpty()) {
                tools.changes().apply("forget connections to " + name, snaps, () -> tools.records().write(before, after));
            }
            return List.of();
        } catch (CordonException e) {
            return List.of(e.getMessage());
        }
    }
}
