package cordon.backend.seccomp;

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
import cordon.api.policy.NetworkRule;
import cordon.api.policy.RawRule;
import cordon.api.policy.Rule;
import cordon.api.policy.SyscallRule;
import cordon.api.policy.UserNamespaceRule;
import cordon.api.snap.SecurityLabel;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * System call filters (seccomp(2)): deny by default, with the arguments that a filter can see. On a kernel without AppArmor it
 * is also what keeps a program from the network: sockets of families that no rule grants are not made. A filter cannot be
 * changed once it is installed, so that running processes keep theirs.
 */
@Component
public final class SeccompBackend implements Backend {
    private static final String NAME = ProfileText.BACKEND;

    private final ExecutorService executor;
    private final FilterCompiler compiler = new FilterCompiler();
    private final Filters filters;
    private final LastText texts = new LastText(Constants.host());
    private final HostTree hostTree = new HostTree();
    private final Support support = KernelSupport.probe();

    /** Starts the threads that compile. */
    @Activate
    public SeccompBackend() {
        executor = Executors.newFixedThreadPool(Math.min(4, Runtime.getRuntime().availableProcessors()), work -> {
            Thread thread = new Thread(work, "cordon-seccomp-compiler");
            thread.setDaemon(true);
            return thread;
        });
        filters = new Filters(compiler, executor);
    }

    @Deactivate
    void stop() {
        executor.shutdownNow();
        filters.close();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Support support() {
        return support;
    }

    @Override
    public Set<Facet> facets() {
        return Set.of(Facet.SYSTEM_CALLS, Facet.NETWORK);
    }

    @Override
    public Enforcement enforces(Rule rule) {
        if (!support.available()) {
            return new Enforcement.NotAtAll(support.limits().get(0));
        }
        if (rule instanceof SyscallRule syscall) {
            return KernelSupport.knows(syscall.name()) ? new Enforcement.Exactly()
                    : new Enforcement.Stricter("this machine's libseccomp knows no system call \"" + syscall.name() + "\"");
        }
        if (rule instanceof NetworkRule network) {
            try {
                Sockets.rules(network, Constants.host());
                return new Enforcement.Exactly();
            } catch (IllegalArgumentException e) {
                return new Enforcement.NotAtAll(e.getMessage());
            }
        }
        boolean raw = rule instanceof RawRule line && line.backend().equals(NAME);
        return raw || rule instanceof UserNamespaceRule ? new Enforcement.Exactly()
                : new Enforcement.NotAtAll("the arguments of system calls do not show it");
    }

    @Override
    public Profile compile(AppPolicy policy) throws BackendException {
        try {
            return new Profile(policy.label(), policy.hash(), texts.of(policy));
        } catch (IllegalArgumentException e) {
            throw new BackendException("cannot make the system call filter of " + policy.label() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Reach load(List<StoredProfile> batch) throws BackendException {
        filters.load(batch);
        return Reach.LATER;
    }

    @Override
    public void unload(Collection<SecurityLabel> labels) throws BackendException {
        filters.unload(labels);
    }

    @Override
    public Stage stage() {
        return Stage.SECCOMP;
    }

    @Override
    public Contribution plan(Launch launch) throws BackendException {
        StoredProfile profile = launch.profile();
        Filters.Use use = filters.use(profile);
        LoadedFilter filter = use.filter();
        List<String> notes = new ArrayList<>();
        // A policy may name calls that are newer than this machine; an administrator's misspelling is another matter.
        if (!filter.compiled().unknown().isEmpty() && (profile.edited() || !filter.isFrom(profile.text()))) {
            notes.add(profile.file() + " names system calls that do not exist: " + String.join(", ", new TreeSet<>(filter.compiled().unknown())));
        }
        try {
            return new Contribution(steps(launch, use), Optional.empty(), notes);
        } catch (LinuxException e) {
            throw new BackendException("cannot filter the system calls of " + profile.label() + ": " + e.getMessage(), e);
        }
    }

    private List<LaunchStep> steps(Launch launch, Filters.Use use) throws LinuxException {
        List<LaunchStep> steps = new ArrayList<>();
        Optional<Fd> own = use.descriptor();
        boolean complete = false;
        try {
            if (!launch.elsewhere().isEmpty() && launch.policy().confinement() == Confinement.STRICT) {
                // Before the other, which need not allow seccomp(2).
                steps.add(hostTree.step());
            }
            own.ifPresent(fd -> steps.add(new LaunchStep.Seccomp(fd, true, use.filter().summary())));
            complete = true;
            return steps;
        } finally {
            if (!complete) {
                own.ifPresent(Fd::close);
            }
        }
    }

    /** How many filters were compiled since the backend arrived. */
    long compilations() {
        return compiler.compilations();
    }
}
