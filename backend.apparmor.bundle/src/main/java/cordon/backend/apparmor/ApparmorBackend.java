package cordon.backend.apparmor;

import cordon.api.backend.Backend;
import cordon.api.backend.BackendException;
import cordon.api.backend.Contribution;
import cordon.api.backend.Enforcement;
import cordon.api.backend.Facet;
import cordon.api.backend.Launch;
import cordon.api.backend.Profile;
import cordon.api.backend.Reach;
import cordon.api.backend.StoredProfile;
import cordon.api.backend.Support;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.Stage;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.Rule;
import cordon.api.snap.SecurityLabel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Mediates files, capabilities, sockets and other processes by AppArmor. What is loaded is in force for running processes too. On a kernel
 * without AppArmor the profiles are written and checked, so that they can be read and are right when a kernel with it starts, and
 * nothing is enforced. When the bundle leaves, profiles stay in the kernel, and running applications confined. Thread-safe.
 */
@Component(service = Backend.class)
public final class ApparmorBackend implements Backend {
    private final Kernel kernel;
    private final Optional<Parser> parser;
    private final Optional<LoadedProfiles> profiles;
    private final boolean userNamespaces;
    private final ApparmorEnforcement enforcement;

    /** Finds out what the kernel and its parser offer. */
    @Activate
    public ApparmorBackend() {
        this(Kernel.running(), Parser.installed());
    }

    ApparmorBackend(Kernel kernel, Optional<Parser> parser) {
        this.kernel = kernel;
        this.parser = parser;
        this.profiles = parser.map(one -> new LoadedProfiles(kernel, one));
        this.userNamespaces = kernel.mediates(Kernel.Mediation.USER_NAMESPACES) && parser.filter(Parser::knowsUserNamespaces).isPresent();
        this.enforcement = new ApparmorEnforcement(kernel, userNamespaces);
    }

    @Override
    public String name() {
        return RuleText.BACKEND;
    }

    @Override
    public Support support() {
        if (kernel.enforces() && parser.isPresent()) {
            return new Support(true, "AppArmor profiles", limits());
        }
        List<String> missing = new ArrayList<>(kernel.missing().stream().toList());
        if (parser.isEmpty()) {
            missing.add("there is no apparmor_parser to " + (kernel.enforces() ? "load" : "check") + " profiles; install apparmor");
        }
        return new Support(false, parser.isPresent() ? "profiles are written and checked" : "profiles are written", missing);
    }

    /** Profiles can be read, and are checked where the parser is, on kernels without AppArmor too. */
    @Override
    public boolean prepares() {
        return !kernel.enforces();
    }

    private List<String> limits() {
        List<String> limits = new ArrayList<>();
        for (Kernel.Mediation one : Kernel.Mediation.values()) {
            if (!kernel.mediates(one)) {
                limits.add(one.text() + " not mediated");
            }
        }
        return limits;
    }

    @Override
    public Set<Facet> facets() {
        Set<Facet> facets = EnumSet.of(Facet.FILES);
        if (kernel.mediates(Kernel.Mediation.NETWORK)) {
            facets.add(Facet.NETWORK);
        }
        if (kernel.mediates(Kernel.Mediation.SIGNAL) && kernel.mediates(Kernel.Mediation.PTRACE)) {
            facets.add(Facet.PROCESSES);
        }
        return facets;
    }

    @Override
    public Enforcement enforces(Rule rule) {
        return enforcement.of(rule);
    }

    @Override
    public Profile compile(AppPolicy policy) throws BackendException {
        try {
            return new Profile(policy.label(), policy.hash(), ProfileText.of(policy, userNamespaces));
        } catch (IllegalArgumentException e) {
            throw new BackendException("cannot make the AppArmor profile of " + policy.label() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String basis() {
        return userNamespaces ? "user namespaces" : "";
    }

    @Override
    public Reach load(List<StoredProfile> batch) throws BackendException {
        if (profiles.isPresent()) {
            profiles.get().load(batch);
        }
        return kernel.enforces() ? Reach.RUNNING : Reach.NOBODY;
    }

    @Override
    public void unload(Collection<SecurityLabel> labels) throws BackendException {
        if (profiles.isPresent()) {
            profiles.get().unload(labels);
        }
    }

    @Override
    public Stage stage() {
        return Stage.LABEL;
    }

    /** The kernel refuses the label when no such profile is loaded, and the launch ends there. */
    @Override
    public Contribution plan(Launch launch) throws BackendException {
        SecurityLabel label = launch.policy().label();
        if (!kernel.enforces() || profiles.isEmpty()) {
            throw new BackendException("cannot confine " + label + " by AppArmor: " + String.join("; ", support().limits()));
        }
        if (!launch.elsewhere().isEmpty() && launch.policy().confinement() == Confinement.STRICT) {
            throw new BackendException("cannot confine " + label + " by AppArmor: its profile names files as they are in a view of its own, and no backend makes one here; "
                    + "start the bundle of one that mediates mounts (\"cordon backends\")");
        }
        profiles.get().refresh(launch.profile());
        String home = launch.user().home();
        List<String> notes = ProfileText.knowsHome(home) ? List.of()
                : List.of("AppArmor refuses files in " + home + ": a profile is for all users, and knows homes in /home and /root");
        return new Contribution(List.of(new LaunchStep.ApparmorLabel(label.text())), Optional.empty(), notes);
    }
}
