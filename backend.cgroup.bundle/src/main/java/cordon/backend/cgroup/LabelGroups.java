package cordon.backend.cgroup;

import cordon.api.launch.LaunchStep;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
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

    /** Steps that join all groups; their descriptors are the caller's. */
    List<LaunchStep> join() throws LinuxException {
        List<GroupTree.Group> groups = new ArrayList<>(List.of(devices));
        network.filter(group -> group != devices).ifPresent(groups::add);
        List<LaunchStep> steps = new ArrayList<>();
        List<Fd> copies = new ArrayList<>();
        boolean complete = false;
        try {
            for (GroupTree.Group group : groups) {
                Fd copy = group.join().duplicate();
                copies.add(copy);
                steps.add(group.step(copy));
            }
            complete = true;
            return steps;
        } finally {
            if (!complete) {
                copies.forEach(Fd::close);
            }
        }
    }

    @Override
    public void close() {
        devices.close();
        network.ifPresent(GroupTree.Group::close);
    }
}
