package cordon.backend.cgroup;

import cordon.api.backend.BackendException;
import cordon.api.backend.StoredProfile;
import cordon.api.launch.LaunchStep;
import cordon.api.policy.DeviceRule;
import cordon.api.snap.SecurityLabel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The groups of all commands, as their profiles and the devices that there are say. Thread-safe. */
final class Groups {
    /** More than this is no policy; v1 walks through all of them at each open of a device. */
    private static final int MOST_DEVICES = 16_384;

    /** @param problem why the kernel does not have what {@code allowed} says; empty when it does */
    private record State(String text, CgroupProfile profile, LabelGroups groups, DeviceSet allowed, String problem) {
        State with(DeviceSet newlyAllowed, String newProblem) {
            return new State(text, profile, groups, newlyAllowed, newProblem);
        }

        void close() {
            if (groups != null) {
                groups.close();
            }
        }
    }

    private final Trees trees;
    private final Path sysfs;
    private final Map<SecurityLabel, State> states = new HashMap<>();
    /** By the numbers of their groups; asked by a thread that must not wait for a change. */
    private final Map<Long, SecurityLabel> labelOfGroup = new ConcurrentHashMap<>();

    /** @param sysfs {@code /sys} */
    Groups(Trees trees, Path sysfs) {
        this.trees = trees;
        this.sysfs = sysfs;
    }

    /** Makes the groups of a batch what their profiles say: all or none. */
    synchronized void load(List<StoredProfile> batch) throws BackendException {
        Map<SecurityLabel, CgroupProfile> profiles = new LinkedHashMap<>();
        Map<SecurityLabel, String> texts = new HashMap<>();
        for (StoredProfile profile : batch) {
            profiles.put(profile.label(), CgroupProfile.parse(profile.text(), profile.file().toString()));
            texts.put(profile.label(), profile.text());
        }
        Map<SecurityLabel, State> before = new HashMap<>(states);
        List<SecurityLabel> touched = new ArrayList<>();
        try {
            Map<SecurityLabel, DeviceSet> resolved = resolve(profiles);
            for (Map.Entry<SecurityLabel, CgroupProfile> entry : profiles.entrySet()) {
                SecurityLabel label = entry.getKey();
                touched.add(label);
                states.put(label, change(label, texts.get(label), entry.getValue(), resolved.get(label)));
            }
        } catch (IOException e) {
            throw undo(touched, before, e);
        }
    }

    private State change(SecurityLabel label, String text, CgroupProfile profile, DeviceSet allowed) throws IOException {
        State old = states.get(label);
        if (profile.unrestricted()) {
            // Processes that run as confined as before go on so; later ones are in no group.
            trees.remove(label);
            if (old != null) {
                old.close();
            }
            return new State(text, profile, null, allowed, "");
        }
        LabelGroups groups = old == null || old.groups() == null ? trees.open(label) : old.groups();
        State fresh = new State(text, profile, groups, allowed, "");
        boolean complete = false;
        try {
            labelOfGroup.put(groups.devices().number(), label);
            trees.apply(groups, allowed, profile.network());
            complete = true;
            return fresh;
        } finally {
            if (!complete && (old == null || old.groups() == null)) {
                groups.close();
            }
        }
    }

    private Map<SecurityLabel, DeviceSet> resolve(Map<SecurityLabel, CgroupProfile> profiles) throws IOException, BackendException {
        Resolver resolver = resolver(profiles.values());
        Map<SecurityLabel, DeviceSet> resolved = new HashMap<>();
        for (Map.Entry<SecurityLabel, CgroupProfile> entry : profiles.entrySet()) {
            DeviceSet allowed = resolver.resolve(entry.getValue());
            if (allowed.access().size() > MOST_DEVICES) {
                throw new BackendException("cannot mediate the devices of " + entry.getKey() + ": its rules name " + allowed.access().size()
                        + " devices, at most " + MOST_DEVICES + " are possible; connect fewer");
            }
            resolved.put(entry.getKey(), allowed);
        }
        return resolved;
    }

    /** sysfs is read only when a rule depends on it. */
    private Resolver resolver(Collection<CgroupProfile> profiles) throws IOException {
        boolean follows = profiles.stream().anyMatch(CgroupProfile::follows);
        return new Resolver(follows ? SysfsDevices.read(sysfs, DeviceRule.Type.values()) : List.of());
    }

    private BackendException undo(List<SecurityLabel> touched, Map<SecurityLabel, State> before, IOException cause) {
        BackendException failure = new BackendException("cannot change the control groups of " + touched + ": " + cause.getMessage(), cause);
        for (SecurityLabel label : touched) {
            State old = before.get(label);
            try {
                if (old == null) {
                    drop(label);
                    trees.remove(label);
                } else {
                    states.put(label, change(label, old.text(), old.profile(), old.allowed()));
                }
            } catch (IOException e) {
                // Without a state it is loaded again before it launches.
                drop(label);
                failure.addSuppressed(e);
            }
        }
        return failure;
    }

    private void drop(SecurityLabel label) {
        State state = states.remove(label);
        if (state != null) {
            state.close();
        }
    }

    /** Steps that join the groups of a command, made now if its profile was not loaded as it is; none for an unrestricted one. */
    synchronized List<LaunchStep> join(StoredProfile profile) throws BackendException {
        State state = states.get(profile.label());
        if (state == null || !state.text().equals(profile.text())) {
            load(List.of(profile));
            state = states.get(profile.label());
        }
        if (!state.problem().isEmpty()) {
            throw new BackendException("cannot mediate the devices of " + profile.label() + ": " + state.problem());
        }
        return state.groups() == null ? List.of() : state.groups().join();
    }

    /** Devices came or went: what rules open by name or by sysfs is looked up again. */
    synchronized void follow() {
        try {
            Resolver resolver = resolver(states.values().stream().map(State::profile).toList());
            for (Map.Entry<SecurityLabel, State> entry : states.entrySet()) {
                State state = entry.getValue();
                if (state.groups() != null && state.profile().follows()) {
                    entry.setValue(follow(state, resolver));
                }
            }
        } catch (IOException e) {
            // None of them can be told what it may use: nothing, then.
            states.replaceAll((label, state) -> state.groups() != null && state.profile().follows() ? closed(state, e) : state);
        }
    }

    private State follow(State state, Resolver resolver) throws IOException {
        DeviceSet allowed = resolver.resolve(state.profile());
        if (allowed.access().size() > MOST_DEVICES) {
            return closed(state, new IOException("its rules name " + allowed.access().size() + " devices"));
        }
        if (allowed.equals(state.allowed()) && state.problem().isEmpty()) {
            return state;
        }
        try {
            trees.apply(state.groups(), allowed, state.profile().network());
            return state.with(allowed, "");
        } catch (IOException e) {
            return closed(state, e);
        }
    }

    private State closed(State state, IOException why) {
        try {
            trees.apply(state.groups(), DeviceSet.NONE, state.profile().network());
            return state.with(DeviceSet.NONE, why.getMessage());
        } catch (IOException e) {
            return state.with(state.allowed(), why.getMessage() + "; and " + e.getMessage());
        }
    }

    /** Commands are gone. What still runs of them may use no device and no network from here on. */
    synchronized void unload(Collection<SecurityLabel> labels) throws BackendException {
        try {
            for (SecurityLabel label : labels) {
                State state = states.remove(label);
                if (state != null) {
                    try {
                        if (trees.remove(label)) {
                            labelOfGroup.values().remove(label);
                        } else if (state.groups() != null) {
                            trees.apply(state.groups(), DeviceSet.NONE, false);
                        }
                    } finally {
                        state.close();
                    }
                }
            }
            trees.sweep(states.keySet());
        } catch (IOException e) {
            throw new BackendException("cannot remove the control groups of " + labels + ": " + e.getMessage(), e);
        }
    }

    /** Whose a group is. @param number as the kernel's programs name it */
    Optional<SecurityLabel> label(long number) {
        return Optional.ofNullable(labelOfGroup.get(number));
    }

    /** The processes in the groups of commands, in those that an earlier framework left too; not of those that are in none. */
    synchronized Map<SecurityLabel, Set<Integer>> processes(Collection<SecurityLabel> labels) throws BackendException {
        Map<SecurityLabel, Set<Integer>> processes = new HashMap<>();
        if (!states.keySet().containsAll(labels)) {
            Map<String, Set<Integer>> left = left();
            labels.stream().filter(label -> !states.containsKey(label) && left.containsKey(label.text())).forEach(label -> processes.put(label, left.get(label.text())));
        }
        for (SecurityLabel label : labels) {
            State state = states.get(label);
            if (state != null && state.groups() != null) {
                try {
                    processes.put(label, state.groups().devices().processes());
                } catch (IOException e) {
                    throw new BackendException("cannot see which processes of " + label + " run: " + e.getMessage(), e);
                }
            }
        }
        return processes;
    }

    private Map<String, Set<Integer>> left() throws BackendException {
        try {
            return trees.devices().left();
        } catch (IOException e) {
            throw new BackendException("cannot see which processes run in control groups: " + e.getMessage(), e);
        }
    }

    /** Lets go of all groups; those in which no process is are removed. */
    synchronized void close() throws IOException {
        try {
            states.values().forEach(State::close);
            states.clear();
            trees.sweep(Set.of());
        } finally {
            trees.close();
        }
    }
}
