package cordon.backend.cgroup;

import cordon.api.launch.LaunchStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The groups of one command, open.
 *
 * @param devices where its devices are mediated
 * @param network where its network is; the same one where one hierarchy does both
 */
record LabelGroups(GroupTree.Group devices, Optional<GroupTree.Group> network) implements AutoCloseable {

    /** Steps that join all groups; their descriptors are the caller's to close. */
    List<LaunchStep> join() {
        List<LaunchStep> steps = new ArrayList<>();
        steps.add(devices.step(devices.join().share()));
        network.filter(group -> group != devices).ifPresent(group -> steps.add(group.step(group.join().share())));
        return steps;
    }

    @Override
    public void close() {
        devices.close();
        network.ifPresent(GroupTree.Group::close);
    }
}
