package cordon.backend.kmod;

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
import cordon.api.launch.Stage;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.KernelModuleRule;
import cordon.api.policy.Rule;
import cordon.api.snap.SecurityLabel;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Loads the kernel modules that the rules of connections name, when these are made, and after a start before they are needed. Nothing is unloaded: nobody knows who else
 * uses a module by now. It confines nothing, so what cannot be loaded is told, and keeps nobody from connecting or launching. Thread-safe.
 */
@Component(service = Backend.class)
public final class KmodBackend implements Backend {
    private final Kernel kernel;
    private final Optional<Modprobe> modprobe;
    private final Map<SecurityLabel, Set<String>> wanted = new ConcurrentHashMap<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();

    /** Finds out what this process can load. */
    @Activate
    public KmodBackend() {
        this(Kernel.running(), Modprobe.installed());
    }

    KmodBackend(Kernel kernel, Optional<Modprobe> modprobe) {
        this.kernel = kernel;
        this.modprobe = modprobe;
    }

    @Override
    public String name() {
        return "kmod";
    }

    @Override
    public Support support() {
        return missing().map(why -> new Support(false, "", List.of(why))).orElseGet(() -> new Support(true, "modules are loaded by " + modprobe.orElseThrow().program(), List.of()));
    }

    private Optional<String> missing() {
        return kernel.missing().or(() -> modprobe.isPresent() ? Optional.empty() : Optional.of("there is no modprobe; install kmod"));
    }

    /** None: a command without it is as confined as with it. */
    @Override
    public Set<Facet> facets() {
        return Set.of();
    }

    /** Where it can load nothing it says so at the change that asks for a module which is not there. */
    @Override
    public boolean prepares() {
        return true;
    }

    @Override
    public Enforcement enforces(Rule rule) {
        if (!(rule instanceof KernelModuleRule module)) {
            return new Enforcement.NotAtAll("kernel modules are loaded; nothing else");
        }
        return Optional.ofNullable(failures.get(module.name())).or(this::missing).<Enforcement>map(Enforcement.NotAtAll::new).orElseGet(Enforcement.Exactly::new);
    }

    @Override
    public Profile compile(AppPolicy policy) {
        return new Profile(policy.label(), policy.hash(), ModuleList.render(policy));
    }

    @Override
    public Reach load(List<StoredProfile> batch) throws BackendException {
        Map<SecurityLabel, Set<String>> read = new LinkedHashMap<>();
        for (StoredProfile profile : batch) {
            read.put(profile.label(), ModuleList.parse(profile.text(), profile.file().toString()));
        }
        wanted.putAll(read);
        Set<String> modules = new LinkedHashSet<>();
        read.values().forEach(modules::addAll);
        modules.forEach(this::load);
        return modules.isEmpty() || missing().isPresent() ? Reach.NOBODY : Reach.RUNNING;
    }

    private void load(String module) {
        Optional<String> failure = kernel.has(module) ? Optional.empty() : missing().or(() -> modprobe.orElseThrow().load(module));
        failure.ifPresentOrElse(why -> failures.put(module, why), () -> failures.remove(module));
    }

    @Override
    public List<String> shortfalls(Collection<SecurityLabel> labels) {
        Map<String, Set<String>> modules = new LinkedHashMap<>();
        for (SecurityLabel label : labels) {
            for (String module : wanted.getOrDefault(label, Set.of())) {
                Optional.ofNullable(failures.get(module)).ifPresent(why -> modules.computeIfAbsent(why, one -> new LinkedHashSet<>()).add(module));
            }
        }
        return modules.entrySet().stream().map(one -> "kernel module" + (one.getValue().size() == 1 ? " " : "s ") + String.join(", ", one.getValue())
                + " not loaded: " + one.getKey()).toList();
    }

    @Override
    public void unload(Collection<SecurityLabel> labels) {
        wanted.keySet().removeAll(labels);
    }

    @Override
    public Stage stage() {
        return Stage.LIMITS;
    }

    @Override
    public Contribution plan(Launch launch) throws BackendException {
        return new Contribution(List.of(), Optional.empty(), follow(launch.profile()));
    }

    /** Loads what somebody wrote into a text since it was loaded. @return what of that is not there */
    List<String> follow(StoredProfile profile) throws BackendException {
        Set<String> modules = ModuleList.parse(profile.text(), profile.file().toString());
        if (modules.equals(wanted.put(profile.label(), modules))) {
            return List.of();
        }
        modules.forEach(this::load);
        return shortfalls(List.of(profile.label()));
    }
}
