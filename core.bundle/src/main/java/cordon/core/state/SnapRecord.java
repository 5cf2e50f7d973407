package cordon.core.state;

import cordon.core.snapyaml.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All that is remembered of one snap. A connection stands in the record of the plug's snap alone, so that making it is one
 * write.
 *
 * @param name      of the snap
 * @param current   the revision in use
 * @param revisions those that are kept, oldest first; {@code current} is one of them
 * @param decisions about its plugs, each pair of plug and slot once
 */
public record SnapRecord(String name, String current, List<Revision> revisions, List<Decision> decisions) {
    /** @throws IllegalArgumentException when the parts contradict each other or a name cannot be one */
    public SnapRecord {
        if (!Names.isSnap(name)) {
            throw new IllegalArgumentException("\"" + name + "\" cannot be the name of a snap");
        }
        revisions = List.copyOf(revisions);
        decisions = List.copyOf(decisions);
        Set<String> names = new HashSet<>();
        for (Revision revision : revisions) {
            if (!names.add(revision.name())) {
                throw new IllegalArgumentException("revision " + revision.name() + " stands twice");
            }
        }
        if (!names.contains(current)) {
            throw new IllegalArgumentException("the current revision \"" + current + "\" is not among those kept");
        }
        Set<String> pairs = new HashSet<>();
        for (Decision decision : decisions) {
            if (!pairs.add(decision.plug() + " " + decision.slot())) {
                throw new IllegalArgumentException("two decisions about " + decision.plug() + " and " + decision.slot());
            }
        }
    }

    /** The revision in use. */
    public Revision currentRevision() {
        return revisions.stream().filter(one -> one.name().equals(current)).findFirst().orElseThrow();
    }

    /** The same with other decisions. */
    public SnapRecord withDecisions(List<Decision> others) {
        return new SnapRecord(name, current, revisions, others);
    }

    /** The same with this decision, in the place of what was decided about its plug and slot before. */
    public SnapRecord with(Decision decision) {
        List<Decision> others = new ArrayList<>(decisions);
        others.removeIf(one -> one.concerns(decision.plug(), decision.slot()));
        others.add(decision);
        return withDecisions(others);
    }
}
