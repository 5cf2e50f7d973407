package cordon.backend.mount;

import cordon.api.backend.BackendException;
import cordon.api.backend.Launch;
import cordon.api.launch.LaunchStep;
import cordon.api.policy.MountEntryRule;
import cordon.linux.LinuxException;
import cordon.linux.Users;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What a launch adds to the view in its private copy of the namespace. Thread-safe. */
final class LaunchView {
    /** Group tty where the group database has none (Debian's and Red Hat's number). */
    private static final int USUAL_TTY_GROUP = 5;

    private OptionalInt ttyGroup = OptionalInt.empty();

    List<LaunchStep> steps(Launch launch, List<MountEntryRule> entries) throws BackendException {
        List<LaunchStep> steps = new ArrayList<>();
        steps.add(new LaunchStep.NewDevpts(ttyGroup()));
        String snap = launch.policy().snap().instanceName();
        String runtime = "/user/" + launch.user().uid() + "/snap." + snap;
        steps.add(new LaunchStep.MakeDirectory("/run/user/" + launch.user().uid(), 0755));
        steps.add(new LaunchStep.MakeDirectory("/run" + runtime, 0700));
        steps.add(new LaunchStep.Bind(Places.HOST_RUN + runtime, "/run" + runtime, false, false, true, true, false, true));
        steps.addAll(HostView.steps(launch));
        steps.addAll(HostPlaces.steps(launch, entries));
        steps.add(cover(Places.HOST_RUN));
        steps.add(cover(Places.HOST_DEV));
        return steps;
    }

    private static LaunchStep cover(String place) {
        return new LaunchStep.Bind(Places.EMPTY, place, false, true, true, true, true, false);
    }

    private synchronized int ttyGroup() throws BackendException {
        if (ttyGroup.isEmpty()) {
            try {
                OptionalInt found = Users.groupByName("tty");
                ttyGroup = OptionalInt.of(found.orElse(USUAL_TTY_GROUP));
            } catch (LinuxException e) {
                throw new BackendException("cannot find the group of terminals: " + e.getMessage(), e);
            }
        }
        return ttyGroup.getAsInt();
    }
}
