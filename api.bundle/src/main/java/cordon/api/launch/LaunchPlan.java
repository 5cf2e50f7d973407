package cordon.api.launch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The steps of a launch in the order in which they are carried out. It owns the descriptors that its steps name and closes
 * them with {@link #close()}, which is due once the launch has been handed over.
 *
 * @param steps sorted by {@link LaunchStep#stage()}; within a stage in the order given
 */
public record LaunchPlan(List<LaunchStep> steps) implements AutoCloseable {

    /** Sorts and copies the steps. */
    public LaunchPlan {
        List<LaunchStep> sorted = new ArrayList<>(steps);
        sorted.sort(Comparator.comparing(LaunchStep::stage));
        steps = List.copyOf(sorted);
    }

    /** The descriptors that the steps name, in order. */
    public List<Descriptor> descriptors() {
        List<Descriptor> found = new ArrayList<>();
        for (LaunchStep step : steps) {
            if (step instanceof CgroupStep.JoinCgroup s) {
                found.add(s.procs());
            } else if (step instanceof CgroupStep.StartInCgroup s) {
                found.add(s.group());
            } else if (step instanceof NamespaceStep.JoinMountNamespace s) {
                found.add(s.namespace());
            } else if (step instanceof NamespaceStep.HandOverMountNamespace s) {
                found.add(s.socket());
            } else if (step instanceof MountStep.Attach s) {
                found.add(s.tree());
            } else if (step instanceof LaunchStep.Rendezvous s) {
                found.add(s.ready());
                found.add(s.go());
            } else if (step instanceof LaunchStep.Terminal s) {
                found.add(s.channel());
            } else if (step instanceof LaunchStep.Landlock s) {
                found.add(s.ruleset());
            } else if (step instanceof LaunchStep.Seccomp s) {
                found.add(s.filter());
            }
        }
        return found;
    }

    @Override
    public void close() {
        descriptors().forEach(Descriptor::close);
    }
}
