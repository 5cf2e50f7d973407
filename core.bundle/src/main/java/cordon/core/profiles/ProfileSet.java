package cordon.core.profiles;

import cordon.api.backend.Backend;
import cordon.api.backend.Reach;
import cordon.api.backend.StoredProfile;
import cordon.api.snap.SecurityLabel;
import cordon.core.registry.Provider;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The profiles that are loaded, by backend and command. Immutable. A backend that left and came again is another one: it has
 * nothing loaded.
 */
public final class ProfileSet {
    /** Nothing is loaded. */
    public static final ProfileSet EMPTY = new ProfileSet(Map.of(), Map.of());

    private final Map<Provider<Backend>, Map<SecurityLabel, StoredProfile>> loaded;
    private final Map<Provider<Backend>, Reach> reaches;

    private ProfileSet(Map<Provider<Backend>, Map<SecurityLabel, StoredProfile>> loaded, Map<Provider<Backend>, Reach> reaches) {
        this.loaded = loaded;
        this.reaches = reaches;
    }

    /** Whom its latest change reached: whom the next one will. A backend that loaded nothing yet has nothing that runs. */
    Reach reach(Provider<Backend> backend) {
        return reaches.getOrDefault(backend, Reach.LATER);
    }

    /** The profile of a command, if it is loaded. */
    public Optional<StoredProfile> get(Provider<Backend> backend, SecurityLabel label) {
        return Optional.ofNullable(loaded.getOrDefault(backend, Map.of()).get(label));
    }

    /** The same with these profiles of one backend, in the place of those of the same commands. */
    ProfileSet with(Provider<Backend> backend, Collection<StoredProfile> profiles, Reach reach) {
        Map<SecurityLabel, StoredProfile> own = new HashMap<>(loaded.getOrDefault(backend, Map.of()));
        profiles.forEach(profile -> own.put(profile.label(), profile));
        Map<Provider<Backend>, Map<SecurityLabel, StoredProfile>> all = new HashMap<>(loaded);
        all.put(backend, Map.copyOf(own));
        Map<Provider<Backend>, Reach> reached = new HashMap<>(reaches);
        reached.put(backend, reach);
        return new ProfileSet(Map.copyOf(all), Map.copyOf(reached));
    }

    /** The same without these commands. */
    public ProfileSet without(Collection<SecurityLabel> labels) {
        Map<Provider<Backend>, Map<SecurityLabel, StoredProfile>> all = new HashMap<>();
        loaded.forEach((backend, profiles) -> {
            Map<SecurityLabel, StoredProfile> own = new HashMap<>(profiles);
            own.keySet().removeAll(labels);
            all.put(backend, Map.copyOf(own));
        });
        return new ProfileSet(Map.copyOf(all), reaches);
    }

    /** The same without backends other than these. */
    ProfileSet of(Collection<Provider<Backend>> backends) {
        Map<Provider<Backend>, Map<SecurityLabel, StoredProfile>> all = new HashMap<>(loaded);
        all.keySet().retainAll(backends);
        Map<Provider<Backend>, Reach> reached = new HashMap<>(reaches);
        reached.keySet().retainAll(backends);
        return new ProfileSet(Map.copyOf(all), Map.copyOf(reached));
    }
}
