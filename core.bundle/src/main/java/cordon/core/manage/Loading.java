package cordon.core.manage;

import cordon.core.CordonException;
import cordon.core.DamagedSnap;
import cordon.core.install.PackageStore;
import cordon.core.registry.InstalledSnap;
import cordon.core.snapyaml.Parsed;
import cordon.core.snapyaml.SnapYaml;
import cordon.core.snapyaml.SnapYamlException;
import cordon.core.snapyaml.Warning;
import cordon.core.state.Revision;
import cordon.core.state.SnapRecord;
import cordon.core.state.StateException;
import cordon.core.state.StateStore;
import cordon.linux.AtomicFile;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds what is installed when the daemon starts: records, packages, and that each is still what was installed. */
final class Loading {
    private static final int YAML_LIMIT = 1 << 20;

    private final StateStore store;
    private final PackageStore packages;

    Loading(StateStore store, PackageStore packages) {
        this.store = store;
        this.packages = packages;
    }

    /**
     * What was found.
     *
     * @param snaps    in good order
     * @param damaged  those that are not, and are left out
     * @param problems a line for each thing that is wrong besides
     */
    record Found(List<InstalledSnap> snaps, List<DamagedSnap> damaged, List<String> problems) {
    }

    Found run() throws StateException {
        StateStore.Loaded loaded = store.load();
        List<InstalledSnap> snaps = new ArrayList<>();
        List<DamagedSnap> damaged = new ArrayList<>(loaded.damaged());
        List<String> problems = new ArrayList<>(loaded.problems());
        for (SnapRecord record : loaded.records()) {
            try {
                for (Revision revision : record.revisions()) {
                    packages.restore(record.name(), revision.name(), revision.tried());
                }
                packages.makeCurrent(record.name(), record.current());
                snaps.add(snap(packages, record));
            } catch (CordonException | LinuxException | SnapYamlException | StateException | IllegalArgumentException e) {
                damaged.add(new DamagedSnap(record.name(), "the snap " + record.name() + " is left out: " + e.getMessage()
                        + "; remove it, or repair that and start the daemon anew"));
            }
        }
        return new Found(tidied(snaps, damaged, problems), damaged, problems);
    }

    /** The snap as the current revision of its record says. */
    static InstalledSnap snap(PackageStore packages, SnapRecord record) throws LinuxException, SnapYamlException, StateException {
        Path directory = packages.directory(record.name(), record.current());
        Path file = packages.snapYaml(record.name(), record.current(), record.currentRevision().tried().isPresent());
        byte[] yaml;
        try (Fd above = Paths.openAbsolute(file.getParent().toString(), OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            yaml = AtomicFile.read(above, file.getFileName().toString(), YAML_LIMIT);
        }
        if (!Revisions.hash(yaml).equals(record.currentRevision().yamlHash())) {
            throw new StateException(file + " is not the one that was installed");
        }
        Parsed parsed = SnapYaml.read(yaml, "meta/snap.yaml");
        if (!parsed.info().name().equals(record.name())) {
            throw new StateException(file + " is of the snap \"" + parsed.info().name() + "\"");
        }
        return InstalledSnap.of(record, parsed.info(), directory, parsed.warnings().stream().map(Warning::toString).toList());
    }

    /** A removal that was cut short left connections to the snap that is gone; one that is only damaged keeps them. */
    private List<InstalledSnap> tidied(List<InstalledSnap> snaps, List<DamagedSnap> damaged, List<String> problems) {
        Set<String> known = new HashSet<>();
        damaged.forEach(snap -> known.add(snap.name()));
        known.add(Endpoints.SYSTEM);
        snaps.forEach(snap -> known.add(snap.name()));
        List<InstalledSnap> tidied = new ArrayList<>();
        for (InstalledSnap snap : snaps) {
            InstalledSnap now = snap;
            for (String gone : snap.record().decisions().stream().map(one -> one.slot().snap()).filter(one -> !known.contains(one)).distinct().toList()) {
                now = Records.withoutSlots(now, gone, Set.of());
            }
            if (now != snap) {
                try {
                    store.write(now.record());
                } catch (StateException e) {
                    problems.add("connections of " + snap.name() + " to a snap that is gone are still recorded: " + e.getMessage());
                }
            }
            tidied.add(now);
        }
        return tidied;
    }
}
