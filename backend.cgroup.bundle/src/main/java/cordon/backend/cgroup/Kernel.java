package cordon.backend.cgroup;

import cordon.api.backend.Support;
import cordon.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What this machine offers: v2 where its programs can be loaded, else v1 for devices.
 *
 * @param devices where groups that mediate devices can be, by version
 * @param network where groups that cut the network can be
 * @param silence why programs do not tell which devices they refuse; empty when they do
 * @param support for reports
 */
record Kernel(Optional<Base> devices, Optional<Base> network, Optional<String> silence, Support support) {
    private static final String UNTOLD = "devices that are refused are not logged: ";


    /** A place for groups. */
    record Base(Version version, Path directory) {
    }

    /** Looks, and changes nothing. @param versions those that may be used */
    static Kernel probe(Set<Version> versions) {
        List<String> missing = new ArrayList<>();
        Optional<Base> v2 = Optional.empty();
        Optional<Base> v1 = Optional.empty();
        try {
            Hierarchies hierarchies = Hierarchies.ofThisProcess();
            v2 = versions.contains(Version.V2) ? base(hierarchies, Version.V2, missing) : Optional.empty();
            if (v2.isPresent() && !programsLoad(missing)) {
                v2 = Optional.empty();
            }
            // What is missing of v1 matters only where v2 does not do.
            v1 = versions.contains(Version.V1) && (v2.isEmpty() || !versions.contains(Version.V2)) ? base(hierarchies, Version.V1, missing) : Optional.empty();
        } catch (IOException e) {
            missing.add(e.getMessage());
        }
        Optional<Base> devices = v2.isPresent() ? v2 : v1;
        if (devices.isEmpty()) {
            return new Kernel(devices, v2, Optional.of(UNTOLD + "there are no control groups"), new Support(false, "no control groups", missing.isEmpty() ? List.of("none may be used") : missing));
        }
        if (v2.isEmpty()) {
            missing.add("the network of running processes is not cut: that takes cgroup v2 and BPF");
        }
        Optional<String> silence = v2.isPresent() ? untold() : Optional.of(UNTOLD + "that takes cgroup v2 and BPF");
        silence.ifPresent(missing::add);
        return new Kernel(devices, v2, silence, new Support(true, v2.isPresent() ? "cgroup v2, BPF" : "cgroup v1, devices", missing));
    }

    private static Optional<Base> base(Hierarchies hierarchies, Version version, List<String> missing) throws IOException {
        Hierarchies.Answer answer = hierarchies.base(version);
        answer.base().filter(directory -> !Files.isWritable(directory)).ifPresent(directory -> missing.add("this process cannot write to " + directory));
        if (answer.base().isEmpty()) {
            missing.add(answer.reason());
        }
        return answer.base().filter(Files::isWritable).map(directory -> new Base(version, directory));
    }

    private static boolean programsLoad(List<String> missing) {
        try {
            NetworkCut.load().close();
            DeviceProgram.load(DeviceSet.NONE, null).close();
            return true;
        } catch (LinuxException e) {
            missing.add(e.getMessage());
            return false;
        }
    }

    private static Optional<String> untold() {
        try {
            DeviceLog.open().close();
            return Optional.empty();
        } catch (LinuxException e) {
            return Optional.of(UNTOLD + e.getMessage() + "; it takes Linux 5.8");
        }
    }

    /** Makes what mediates. @param id of the state root @param log where refused devices are told; null where they are not */
    Trees trees(String id, DeviceLog log) throws LinuxException {
        Base place = devices.orElseThrow(() -> new IllegalStateException("nothing mediates devices here"));
        GroupTree tree = new GroupTree(place.version(), place.directory(), id);
        Optional<GroupTree> cutTree = network.map(base -> new GroupTree(base.version(), base.directory(), id));
        Optional<NetworkCut> cut = cutTree.isPresent() ? Optional.of(NetworkCut.load()) : Optional.empty();
        return new Trees(tree, place.version() == Version.V2 ? new DevicesV2(log) : new DevicesV1(), cutTree, cut);
    }
}
