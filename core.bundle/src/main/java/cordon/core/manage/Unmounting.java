package cordon.core.manage;

import cordon.api.snap.SecurityLabel;
import cordon.core.CordonException;
import cordon.core.registry.InstalledSnap;
import cordon.core.state.Revision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Unmounts packages when the daemon ends. Those of commands that run, and of their bases, stay: the next daemon's launches join the
 * view of these commands, which is known by the very mounts that it is made of.
 */
final class Unmounting {
    private final Tools tools;

    Unmounting(Tools tools) {
        this.tools = tools;
    }

    /** Returns a line for each package that cannot be. */
    List<String> run() {
        World now = tools.changes().world();
        Set<String> used = new HashSet<>();
        try {
            tools.running().all(now).forEach(process -> used(process.label(), now, used));
        } catch (CordonException e) {
            return List.of("all packages stay mounted: " + e.getMessage());
        }
        List<String> problems = new ArrayList<>();
        for (InstalledSnap snap : now.snaps().values()) {
            if (!used.contains(snap.name())) {
                for (Revision revision : snap.record().revisions()) {
                    try {
                        tools.packages().unmount(snap.name(), revision.name());
                    } catch (CordonException e) {
                        problems.add(e.getMessage());
                    }
                }
            }
        }
        return problems;
    }

    private static void used(SecurityLabel label, World now, Set<String> used) {
        used.add(label.snap());
        InstalledSnap snap = now.snaps().get(label.snap());
        if (snap != null) {
            snap.identity().base().ifPresent(used::add);
        }
    }
}
