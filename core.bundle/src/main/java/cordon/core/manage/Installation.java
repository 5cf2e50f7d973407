package cordon.core.manage;

import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.core.InstallOptions;
import cordon.core.Outcome;
import cordon.core.Progress;
import cordon.core.install.Candidate;
import cordon.core.install.Placed;
import cordon.core.install.SnapData;
import cordon.core.profiles.Change;
import cordon.core.registry.InstalledSnap;
import cordon.core.snapyaml.SnapInfo;
import cordon.core.state.Decision;
import cordon.core.state.Mode;
import cordon.core.state.Revision;
import cordon.core.state.SnapRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Installs a snap, or upgrades the one that is there. */
final class Installation {
    private final Tools tools;
    private final Set<String> damaged;

    /** @param damaged names of snaps whose records cannot be read */
    Installation(Tools tools, Set<String> damaged) {
        this.tools = tools;
        this.damaged = damaged;
    }

    Outcome run(Path source, InstallOptions options, Progress progress) throws CordonException {
        return tools.changes().alone(now -> {
            progress.step("checking the package");
            try (Candidate candidate = options.inPlace() ? tools.packages().openInPlace(source) : tools.packages().open(source, progress)) {
                return install(now, candidate, options, progress);
            }
        });
    }

    /** What a checked package would be as an installed snap, its plugs connected as they are. @throws CordonException when it does not go here */
    InstalledSnap accepted(World now, Candidate candidate, InstallOptions options) throws CordonException {
        SnapInfo info = candidate.info();
        String name = info.name();
        String what = (options.inPlace() ? "try " : "install ") + name;
        if (damaged.contains(name)) {
            throw new CordonException(Kind.CONFLICT, "cannot " + what + ": the record of the installed one is damaged; remove it first, or repair "
                    + tools.root().resolve("snaps").resolve(name + ".json"));
        }
        InstallChecks checks = new InstallChecks(what);
        now.requireKnownSite(what);
        Optional<InstalledSnap> present = Optional.ofNullable(now.snaps().get(name));
        Mode mode = checks.mode(info.confinement(), options);
        checks.info(info, tools.architecture(), present);
        Revision revision = new Revision(Revisions.next(tools.root(), name, present), Revisions.hash(candidate.snapYaml()), tools.clock().instant(), mode,
                candidate.tried());
        Path directory = tools.packages().directory(name, revision.name());
        SnapRecord record = record(info, revision, present);
        InstalledSnap snap = checks.snap(() -> InstalledSnap.of(record, info, directory, candidate.warnings()))
                .publishedBy(now.services().site().site().publisher(name));
        checks.interfaces(snap, now);
        return snap;
    }

    private Outcome install(World now, Candidate candidate, InstallOptions options, Progress progress) throws CordonException {
        InstalledSnap snap = accepted(now, candidate, options);
        String name = snap.name();
        Optional<InstalledSnap> present = Optional.ofNullable(now.snaps().get(name));
        Revision revision = snap.record().currentRevision();

        progress.step("placing the package");
        Placed placed = tools.packages().place(candidate, revision.name());
        try {
            SnapData.Prepared prepared = tools.data().prepare(name, revision.name(), Revisions.dataBefore(tools.root(), name, present));
            try {
                progress.step("setting up its confinement");
                SortedMap<String, InstalledSnap> snaps = new TreeMap<>(now.snaps());
                snaps.put(name, snap);
                InstalledSnap connected = Records.with(snap, AutoConnections.of(snap, now.board().next(snaps.values(), now.interfaces(), now.admission()), now.interfaces()));
                snaps.put(name, connected);
                Applied applied = tools.changes().apply("install " + name, snaps, () -> tools.records().write(connected));
                return finish(connected, present, applied, candidate.warnings(), prepared.warnings());
            } catch (CordonException e) {
                undo(prepared::undo, e);
                throw e;
            }
        } catch (CordonException e) {
            undo(placed::undo, e);
            throw e;
        }
    }

    /** The record of before with the new revision; the one before it is kept, older ones are not. Decisions about plugs that are gone end. */
    private static SnapRecord record(SnapInfo info, Revision revision, Optional<InstalledSnap> present) {
        List<Revision> revisions = new ArrayList<>();
        List<Decision> decisions = new ArrayList<>();
        if (present.isPresent()) {
            revisions.add(present.get().record().currentRevision());
            present.get().record().decisions().stream()
                    .filter(one -> info.plugs().containsKey(one.plug()) && info.plugs().get(one.plug()).interfaceName().equals(one.interfaceName()))
                    .forEach(decisions::add);
        }
        revisions.add(revision);
        return new SnapRecord(info.name(), revision.name(), revisions, decisions);
    }

    private Outcome finish(InstalledSnap snap, Optional<InstalledSnap> present, Applied applied, List<String> oddities, List<String> uncopied) {
        List<String> warnings = new ArrayList<>(oddities);
        warnings.addAll(uncopied);
        warnings.addAll(applied.warnings());
        List<String> details = new ArrayList<>();
        World after = applied.after();
        after.board().joints().stream().filter(joint -> joint.plug().snap().equals(snap.name()) && !joint.suspended())
                .forEach(joint -> details.add("connected " + joint.plug() + " to " + joint.slot()));
        List<Change.Loaded> loaded = new ArrayList<>(applied.loaded());
        loaded.addAll(connectOthers(snap, details, warnings));
        warnings.addAll(Reviews.left(snap, after.board(), after.interfaces()));
        if (present.isPresent()) {
            details.addAll(Report.rules(applied.before(), after));
            warnings.addAll(Removal.withdraw(tools, snap.name(), present.get().record().revisions().stream()
                    .filter(old -> snap.record().revisions().stream().noneMatch(kept -> kept.name().equals(old.name()))).map(Revision::name).toList(), true));
            Set<String> slots = snap.slots().stream().map(slot -> slot.name()).collect(Collectors.toSet());
            warnings.addAll(Removal.tidy(tools, snap.name(), slots));
        }
        details.addAll(tools.running().effect(loaded, after));
        warnings.addAll(SnapNotes.of(snap, after));
        return new Outcome(title(snap) + (present.isPresent() ? " upgraded from " + present.get().record().current() : " installed")
                + snap.record().currentRevision().tried().map(tried -> "; its files are those in " + tried.directory()).orElse(""), details,
                warnings.stream().distinct().toList());
    }

    /** A slot of this snap may be what plugs of others waited for. Theirs is a change of its own: the snap is installed by now. */
    private List<Change.Loaded> connectOthers(InstalledSnap snap, List<String> details, List<String> warnings) {
        World now = tools.changes().world();
        SortedMap<String, InstalledSnap> snaps = new TreeMap<>(now.snaps());
        List<InstalledSnap> before = new ArrayList<>();
        List<InstalledSnap> after = new ArrayList<>();
        for (InstalledSnap other : now.snaps().values()) {
            List<Decision> decisions = AutoConnections.of(other, now.board(), now.interfaces()).stream()
                    .filter(one -> one.slot().snap().equals(snap.name())).toList();
            if (!decisions.isEmpty()) {
                before.add(other);
                after.add(Records.with(other, decisions));
                snaps.put(other.name(), after.get(after.size() - 1));
                decisions.forEach(one -> details.add("connected " + other.name() + ":" + one.plug() + " to " + one.slot()));
            }
        }
        try {
            if (!after.isEmpty()) {
                Applied applied = tools.changes().apply("connect plugs to " + snap.name(), snaps, () -> tools.records().write(before, after));
                warnings.addAll(applied.warnings());
                return applied.loaded();
            }
        } catch (CordonException e) {
            warnings.add(e.getMessage());
            details.removeIf(line -> after.stream().anyMatch(other -> line.startsWith("connected " + other.name() + ":")));
        }
        return List.of();
    }

    private static String title(InstalledSnap snap) {
        return snap.name() + (snap.info().version().isEmpty() ? "" : " " + snap.info().version()) + " (" + snap.record().current() + ")";
    }

    private static void undo(Undo undo, CordonException cause) {
        try {
            undo.run();
        } catch (CordonException e) {
            cause.addSuppressed(e);
        }
    }

    @FunctionalInterface
    private interface Undo {
        void run() throws CordonException;
    }
}
