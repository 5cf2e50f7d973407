package cordon.core.manage;

import cordon.api.policy.AppPolicy;
import cordon.core.Comparison;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.core.registry.InstalledSnap;
import cordon.core.snapyaml.SnapYamlException;
import cordon.core.state.Revision;
import cordon.core.state.SnapRecord;
import cordon.core.state.StateException;
import cordon.linux.LinuxException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares the policy of a command with that of another, or of another revision. Changes nothing. */
final class Comparisons {
    private final Tools tools;

    Comparisons(Tools tools) {
        this.tools = tools;
    }

    Comparison of(String command, Optional<String> other) throws CordonException {
        World now = tools.changes().settled();
        AppPolicy policy = Launches.policy("compare", command, now);
        Comparing comparing = tools.changes().comparing(now);
        if (other.isPresent() && !Revision.isName(other.get())) {
            AppPolicy second = Launches.policy("compare " + command + " to", other.get(), now);
            return comparing.of(name(policy), policy, name(second), second).comparison();
        }
        InstalledSnap snap = now.snaps().get(policy.label().snap());
        Optional<String> revision = other.isPresent() ? other : before(snap.record());
        Optional<AppPolicy> earlier = revision.isPresent() ? of(now, snap, revision.get(), policy) : Optional.empty();
        if (other.isPresent() && earlier.isEmpty()) {
            throw new CordonException(Kind.NOT_FOUND, "cannot compare " + command + ": the revision " + other.get() + " has no such command");
        }
        AppPolicy first = earlier.orElseGet(() -> comparing.bare(snap, policy.label()));
        return comparing.of(earlier.map(Comparisons::name).orElse(Comparing.BARE), first, name(policy), policy).comparison();
    }

    private static String name(AppPolicy policy) {
        return policy.label() + " (" + policy.snap().revision() + ")";
    }

    private static Optional<String> before(SnapRecord record) {
        List<String> names = record.revisions().stream().map(Revision::name).toList();
        int current = names.indexOf(record.current());
        return current > 0 ? Optional.of(names.get(current - 1)) : Optional.empty();
    }

    /** The policy that the same command would have with an earlier revision and the connections of now. */
    private Optional<AppPolicy> of(World now, InstalledSnap snap, String revision, AppPolicy policy) throws CordonException {
        SnapRecord record = snap.record();
        String what = "cannot compare " + snap.name() + " with its revision " + revision + ": ";
        if (record.revisions().stream().noneMatch(one -> one.name().equals(revision))) {
            throw new CordonException(Kind.NOT_FOUND, what + "it is not kept; there are " + record.revisions().stream().map(Revision::name).collect(Collectors.joining(", ")));
        }
        try {
            SortedMap<String, InstalledSnap> snaps = new TreeMap<>(now.snaps());
            snaps.put(snap.name(), Loading.snap(tools.packages(), new SnapRecord(record.name(), revision, record.revisions(), record.decisions()))
                    .publishedBy(now.services().site().site().publisher(snap.name())));
            return Optional.ofNullable(tools.changes().foresee(now, snaps, now.interfaces()).composed().policies().get(policy.label()));
        } catch (LinuxException | SnapYamlException | StateException | IllegalArgumentException e) {
            throw new CordonException(Kind.SYSTEM, what + e.getMessage(), e);
        }
    }
}
