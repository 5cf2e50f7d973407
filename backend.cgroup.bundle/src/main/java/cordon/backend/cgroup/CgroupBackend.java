package cordon.backend.cgroup;

import cordon.api.backend.Backend;
import cordon.api.backend.BackendException;
import cordon.api.backend.Contribution;
import cordon.api.backend.Enforcement;
import cordon.api.backend.Facet;
import cordon.api.backend.Launch;
import cordon.api.backend.Profile;
import cordon.api.backend.Reach;
import cordon.api.backend.Refusal;
import cordon.api.backend.RefusalLog;
import cordon.api.backend.StoredProfile;
import cordon.api.backend.Support;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.Stage;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.DeviceRule;
import cordon.api.policy.Rule;
import cordon.api.policy.UdevRule;
import cordon.api.snap.SecurityLabel;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Mediates devices, and cuts running processes off the internet when no rule opens it any more, by a control group for each
 * command. Every strict command has one, so that no device is open that no rule names. Thread-safe.
 */
@Component(service = {Backend.class, RefusalLog.class})
public final class CgroupBackend implements Backend, RefusalLog {
    /** The framework property with the directory of all state. */
    static final String ROOT_PROPERTY = "cordon.root";
    private static final String DEFAULT_ROOT = "/var/lib/cordon";

    private final String stateRoot;
    private final Kernel kernel;
    private final Path sysfs;
    private Groups groups;
    private Follower follower;
    private Refusals refusals;

    /** Asks the kernel what it offers; nothing is made before the first profile. */
    @Activate
    public CgroupBackend(BundleContext context) {
        this(Optional.ofNullable(context.getProperty(ROOT_PROPERTY)).orElse(DEFAULT_ROOT), Set.of(Version.values()), Path.of("/sys"));
    }

    CgroupBackend(String stateRoot, Set<Version> versions, Path sysfs) {
        this.stateRoot = stateRoot;
        this.kernel = Kernel.probe(versions);
        this.sysfs = sysfs;
    }

    @Override
    public String name() {
        return "cgroup";
    }

    @Override
    public Support support() {
        return kernel.support();
    }

    @Override
    public Set<Facet> facets() {
        return kernel.network().isPresent() ? Set.of(Facet.DEVICES, Facet.NETWORK) : Set.of(Facet.DEVICES);
    }

    @Override
    public Enforcement enforces(Rule rule) {
        if (!kernel.support().available()) {
            return new Enforcement.NotAtAll(kernel.support().limits().get(0));
        }
        if (rule instanceof DeviceRule || rule instanceof UdevRule) {
            return new Enforcement.Exactly();
        }
        if (CgroupProfile.opensInternet(rule)) {
            return kernel.network().isEmpty() ? new Enforcement.NotAtAll("that takes cgroup v2 and BPF")
                    : new Enforcement.Weaker("one rule opens IPv4 and IPv6 as a whole");
        }
        return new Enforcement.NotAtAll("control groups mediate devices and the internet; nothing else");
    }

    @Override
    public Profile compile(AppPolicy policy) throws BackendException {
        String text = CgroupProfile.render(policy);
        CgroupProfile.parse(text, "the rules of " + policy.label());
        return new Profile(policy.label(), policy.hash(), text);
    }

    @Override
    public Reach load(List<StoredProfile> batch) throws BackendException {
        groups().load(batch);
        return Reach.RUNNING;
    }

    @Override
    public void unload(Collection<SecurityLabel> labels) throws BackendException {
        groups().unload(labels);
    }

    @Override
    public Stage stage() {
        return Stage.CGROUP;
    }

    @Override
    public Contribution plan(Launch launch) throws BackendException {
        List<LaunchStep> steps = groups().join(launch.profile());
        boolean told = steps.isEmpty() && launch.policy().confinement() == Confinement.DEVMODE;
        return new Contribution(steps, Optional.empty(), told ? List.of("uses of devices are neither refused nor logged") : List.of());
    }

    @Override
    public Map<SecurityLabel, Set<Integer>> processes(Collection<SecurityLabel> labels) throws BackendException {
        return kernel.support().available() ? groups().processes(labels) : Map.of();
    }

    /** Made at the first use, when the state root is there. */
    private synchronized Groups groups() throws BackendException {
        if (groups == null) {
            if (!kernel.support().available()) {
                throw new BackendException("cannot mediate devices: " + kernel.support().limits().get(0));
            }
            try {
                make();
            } catch (IOException e) {
                throw new BackendException("cannot mediate devices: " + e.getMessage(), e);
            }
        }
        if (!follower.listens()) {
            throw new BackendException("cannot mediate devices: the thread that follows them has ended; restart the bundle cordon.backend.cgroup");
        }
        return groups;
    }

    private void make() throws IOException {
        DeviceLog log = kernel.silence().isEmpty() ? DeviceLog.open() : null;
        Groups made = null;
        Follower follows = null;
        boolean complete = false;
        try {
            made = new Groups(kernel.trees(id(), log), sysfs);
            follows = new Follower(made::follow);
            refusals = log == null ? null : new Refusals(log, made::label, sysfs);
            complete = true;
        } finally {
            if (!complete) {
                close(follows, log, made);
            }
        }
        follower = follows;
        groups = made;
    }

    private static void close(Follower follower, DeviceLog log, Groups groups) throws IOException {
        if (follower != null) {
            follower.close();
        }
        if (log != null) {
            log.close();
        }
        if (groups != null) {
            groups.close();
        }
    }

    @Override
    public synchronized Optional<String> silence() {
        boolean failed = refusals != null && !refusals.listens();
        return failed ? Optional.of("the thread that hears of refused devices has ended; restart the bundle cordon.backend.cgroup") : kernel.silence();
    }

    @Override
    public synchronized List<Refusal> after(long number) {
        return refusals == null ? List.of() : refusals.after(number);
    }

    @Override
    public synchronized long missed() {
        try {
            return refusals == null ? 0 : refusals.missed();
        } catch (LinuxException e) {
            throw new UncheckedIOException("cannot count the refused devices: " + e.getMessage(), e);
        }
    }

    /** Of the state root: the same directory has the same groups, whatever it is called in this mount namespace. */
    String id() throws LinuxException {
        try (Fd root = Paths.openRoot(stateRoot, OpenFlags.O_PATH | OpenFlags.O_DIRECTORY)) {
            return Paths.stat(root).identity();
        }
    }

    /** Lets go of the groups. Those in which processes run stay, and the processes as confined as they are. */
    @Deactivate
    synchronized void stop() throws IOException {
        if (groups != null) {
            follower.close();
            if (refusals != null) {
                refusals.close();
                refusals = null;
            }
            groups.close();
            groups = null;
        }
    }
}
