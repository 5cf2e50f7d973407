package cordon.backend.seccomp;

import cordon.api.backend.Launch;
import cordon.api.backend.StoredProfile;
import cordon.api.launch.Descriptor;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A launch of which only the profile matters. */
record TestLaunch(StoredProfile profile) implements Launch {
    @Override
    public AppPolicy policy() {
        return Policies.of(profile.label().app(), Confinement.STRICT, List.of());
    }

    @Override
    public User user() {
        return new User("root", 0, 0, List.of(), "/root");
    }

    @Override
    public Path stateRoot() {
        return profile.file().getParent();
    }

    @Override
    public Path snapDirectory() {
        return profile.file().getParent();
    }

    @Override
    public Optional<Path> baseDirectory() {
        return Optional.empty();
    }

    @Override
    public Descriptor root() {
        throw new UnsupportedOperationException("a filter needs no root directory");
    }

    @Override
    public Map<String, List<String>> variables() {
        return Map.of();
    }

    @Override
    public boolean terminal() {
        return false;
    }
}
