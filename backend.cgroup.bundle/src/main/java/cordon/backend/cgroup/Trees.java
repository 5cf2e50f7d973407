package cordon.backend.cgroup;

import cordon.api.snap.SecurityLabel;
import cordon.linux.LinuxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the groups of a framework are and what mediates in them: one hierarchy that does all, or v1 for devices and v2 for the
 * network. Used by one thread at a time.
 *
 * @param devices     where devices are mediated
 * @param deviceControl how
 * @param network     where the network is cut; the same tree where the machine allows
 * @param cut         how
 */
record Trees(GroupTree devices, DeviceControl deviceControl, Optional<GroupTree> network, Optional<NetworkCut> cut) implements AutoCloseable {

    /** The trees, each once. */
    private List<GroupTree> all() {
        return network.isEmpty() || network.get().equals(devices) ? List.of(devices) : List.of(devices, network.get());
    }

    /** Makes or opens the groups of a command. */
    LabelGroups open(SecurityLabel label) throws LinuxException {
        GroupTree.Group first = devices.open(label);
        if (network.isEmpty() || network.get().equals(devices)) {
            return new LabelGroups(first, network.isEmpty() ? Optional.empty() : Optional.of(first));
        }
        boolean complete = false;
        try {
            LabelGroups groups = new LabelGroups(first, Optional.of(network.get().open(label)));
            complete = true;
            return groups;
        } finally {
            if (!complete) {
                first.close();
            }
        }
    }

    /** Makes devices and network of a command what they are to be. */
    void apply(LabelGroups groups, DeviceSet allowed, boolean networkOpen) throws LinuxException {
        deviceControl.apply(groups.devices().directory(), allowed);
        if (cut.isPresent() && groups.network().isPresent()) {
            cut.get().apply(groups.network().get().directory(), networkOpen);
        }
    }

    /** Removes the groups of a command where no process is in them. @return whether all are gone */
    boolean remove(SecurityLabel label) throws LinuxException {
        boolean gone = true;
        for (GroupTree tree : all()) {
            gone &= tree.remove(label);
        }
        return gone;
    }

    /** Removes all groups without processes but those to be kept. */
    void sweep(Set<SecurityLabel> keep) throws LinuxException {
        for (GroupTree tree : all()) {
            tree.sweep(keep);
        }
    }

    @Override
    public void close() {
        deviceControl.close();
        cut.ifPresent(NetworkCut::close);
    }
}
