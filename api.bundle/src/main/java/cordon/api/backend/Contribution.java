package cordon.api.backend;

import cordon.api.launch.Descriptor;
import cordon.api.launch.LaunchStep;
import java.util.List;
import java.util.Optional;

/**
 * What a backend adds to a launch. The descriptors in it belong to the launch from here on.
 *
 * @param steps steps of the plan
 * @param root  the root directory as the application will see it, from the backend that makes it
 * @param notes lines for the caller, e.g. that something is not mediated here
 */
public record Contribution(List<LaunchStep> steps, Optional<Descriptor> root, List<String> notes) {
    /** Copies the lists. */
    public Contribution {
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    /** Steps alone. */
    public static Contribution of(LaunchStep... steps) {
        return new Contribution(List.of(steps), Optional.empty(), List.of());
    }
}
