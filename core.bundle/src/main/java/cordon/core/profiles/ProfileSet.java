package cordon.core.profiles;

import cordon.api.backend.Backend;
import cordon.api.backend.Reach;
import cordon.api.backend.StoredProfile;
import cordon.api.snap.SecurityLabel;
import cordon.core.registry.Provider;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The profiles that are in force, by backend and command: loaded, or waiting to be loaded when they are needed for the first time. Which
 * policies they are of never changes; that one which waited is loaded shows in every set that has it. A backend that left and came again is
 * another one: it has nothing. Thread-safe.
 */
public final class ProfileSet {
    /** Nothing is in force. */
    public static final ProfileSet EMPTY = new ProfileSet(Map.of());

    private final Map<Provider<Backend>, Own> backends;

    /**
     * What one backend has.
     *
     * @param snaps profiles by snap and command: of the snaps that a change does not touch, nothing is copied
     * @param reach whom its latest change reached
     */
    private record Own(Map<String, Map<SecurityLabel, Held>> snaps, AtomicReference<Reach> reach) {
        static final Own NOTHING = new Own(Map.of(), new AtomicReference<>(Reach.LATER));

        Held get(SecurityLabel label) {
            return snaps.getOrDefault(label.snap(), Map.of()).get(label);
        }

        /** The same with these profiles; with null, without one of that command. */
        Own with(Map<SecurityLabel, Held> others, AtomicReference<Reach> newReach) {
            Map<String, Map<SecurityLabel, Held>> changed = new HashMap<>();
            others.forEach((label, held) -> {
                Map<SecurityLabel, Held> own = changed.computeIfAbsent(label.snap(), snap -> new HashMap<>(snaps.getOrDefault(snap, Map.of())));
                own.compute(label, (one, before) -> held);
            });
            Map<String, Map<SecurityLabel, Held>> all = new HashMap<>(snaps);
            changed.forEach((snap, own) -> all.compute(snap, (one, before) -> own.isEmpty() ? null : Collections.unmodifiableMap(own)));
            return new Own(Collections.unmodifiableMap(all), newReach);
        }
    }

    /**
     * A profile of a policy.
     *
     * @param policyHash of the policy
     * @param stored     is empty while the profile waits
     */
    private record Held(String policyHash, AtomicReference<StoredProfile> stored) {
    }

    private ProfileSet(Map<Provider<Backend>, Own> backends) {
        this.backends = backends;
    }

    private Own own(Provider<Backend> backend) {
        return backends.getOrDefault(backend, Own.NOTHING);
    }

    /** Whom its latest change reached: whom the next one will. A backend that loaded nothing yet has nothing that runs. */
    Reach reach(Provider<Backend> backend) {
        return own(backend).reach().get();
    }

    /** The profile of a command, if it is loaded. */
    public Optional<StoredProfile> get(Provider<Backend> backend, SecurityLabel label) {
        return Optional.ofNullable(own(backend).get(label)).map(held -> held.stored().get());
    }

    /** The hash of the policy whose profile is loaded, or waits. */
    public Optional<String> policyHash(Provider<Backend> backend, SecurityLabel label) {
        return Optional.ofNullable(own(backend).get(label)).map(Held::policyHash);
    }

    /** Whether the profile of a command is loaded when it is needed. */
    public boolean waits(Provider<Backend> backend, SecurityLabel label) {
        Held held = own(backend).get(label);
        return held != null && held.stored().get() == null;
    }

    /** One that waited is loaded now. */
    void loaded(Provider<Backend> backend, StoredProfile profile, Reach reach) {
        own(backend).get(profile.label()).stored().set(profile);
        own(backend).reach().set(reach);
    }

    /** The same with these profiles of one backend, in the place of those of the same commands. */
    ProfileSet with(Provider<Backend> backend, Collection<StoredProfile> profiles, Reach reach) {
        Map<SecurityLabel, Held> own = new HashMap<>();
        profiles.forEach(profile -> own.put(profile.label(), new Held(profile.policyHash(), new AtomicReference<>(profile))));
        return with(backend, own(backend).with(own, new AtomicReference<>(reach)));
    }

    /** The same with profiles of one backend that wait. @param hashes of the policies, by command */
    ProfileSet withWaiting(Provider<Backend> backend, Map<SecurityLabel, String> hashes) {
        Map<SecurityLabel, Held> own = new HashMap<>();
        hashes.forEach((label, hash) -> own.put(label, new Held(hash, new AtomicReference<>())));
        return with(backend, own(backend).with(own, new AtomicReference<>(reach(backend))));
    }

    private ProfileSet with(Provider<Backend> backend, Own own) {
        Map<Provider<Backend>, Own> all = new HashMap<>(backends);
        all.put(backend, own);
        return new ProfileSet(Collections.unmodifiableMap(all));
    }

    /** The same without these commands. */
    public ProfileSet without(Collection<SecurityLabel> labels) {
        if (labels.isEmpty()) {
            return this;
        }
        Map<SecurityLabel, Held> none = new HashMap<>();
        labels.forEach(label -> none.put(label, null));
        Map<Provider<Backend>, Own> all = new HashMap<>();
        backends.forEach((backend, had) -> all.put(backend, had.with(none, had.reach())));
        return new ProfileSet(Collections.unmodifiableMap(all));
    }

    /** The same without backends other than these. */
    ProfileSet of(Collection<Provider<Backend>> others) {
        Map<Provider<Backend>, Own> all = new HashMap<>(backends);
        all.keySet().retainAll(others);
        return new ProfileSet(Collections.unmodifiableMap(all));
    }
}
