package cordon.core;

import cordon.api.backend.Backend;
import cordon.api.iface.Interface;
import cordon.api.launch.PlanRunner;
import cordon.core.compose.EarlyTemplate;
import cordon.core.install.DataDirectories;
import cordon.core.install.Packages;
import cordon.core.launch.AppLauncher;
import cordon.core.manage.Manager;
import cordon.core.registry.Foreign;
import cordon.core.registry.Provider;
import cordon.core.registry.Providers;
import cordon.core.registry.StoppedBundle;
import cordon.core.registry.Whiteboard;
import cordon.core.signing.Evidence;
import cordon.core.site.OsRelease;
import cordon.core.trust.Trust;
import cordon.linux.Arch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.event.EventAdmin;

/**
 * The component: gathers what bundles offer, and registers the service {@link Cordon} while it is active. Framework properties say
 * where things are: {@value #ROOT}, {@value #CLIENT}, {@value #BUNDLES}.
 */
@Component(service = {}, immediate = true)
public final class CordonService {
    /** The framework property with the directory of all state. */
    public static final String ROOT = "cordon.root";
    /** The framework property with the path of the client; without it there are no command files. */
    public static final String CLIENT = "cordon.client";
    /** The framework property with the directory of the distribution's bundles, which no other bundle can shadow. */
    public static final String BUNDLES = "cordon.bundles";

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final String STANDARD_ROOT = "/var/lib/cordon";
    private static final System.Logger LOG = System.getLogger(CordonService.class.getName());

    private final Whiteboard<Interface> interfaces = new Whiteboard<>();
    private final Whiteboard<Backend> backends = new Whiteboard<>();
    private final Providers providers;
    private final Trust trust;
    private final BundleContext context;
    private final Bequest processes;
    private final AppLauncher launcher;
    private final Manager manager;
    private final FrameworkListener whenStarted = this::frameworkEvent;
    private ServiceRegistration<Cordon> registration;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile EventAdmin events;

    /**
     * Prepares everything, and reads nothing yet.
     *
     * @throws CordonException when the root cannot be made, or not be used
     * @throws IOException     when the template, or what the system says of itself, cannot be read
     */
    @Activate
    public CordonService(BundleContext context, @Reference PlanRunner runner) throws CordonException, IOException {
        this.context = context;
        providers = new Providers(path(context, BUNDLES));
        Path root = root(context);
        Files.createDirectories(root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        EarlyTemplate template = new EarlyTemplate();
        template.begin();
        trust = new Trust(root);
        processes = new Bequest(context, "processes");
        launcher = new AppLauncher(root, runner);
        launcher.inherit(processes.take());
        manager = new Manager(new Manager.Parts(root, path(context, CLIENT), template, interfaces, backends, trust, new Packages(root),
                new DataDirectories(root), launcher, Clock.systemUTC(), Arch.host().snapName(), OsRelease.kind(), () -> StoppedBundle.that(Backend.class, context), LOOK,
                new EventPoster(() -> events), line -> LOG.log(System.Logger.Level.WARNING, line)));
    }

    /**
     * Finds what is installed and offers the service, once the framework has started: before, interfaces are still arriving, and
     * policies without them would be compiled in vain and replace profiles that somebody has edited.
     *
     * @throws CordonException when the state cannot be read
     */
    @Activate
    synchronized void activate() throws CordonException {
        context.addFrameworkListener(whenStarted);
        if (context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.ACTIVE) {
            begin();
        }
    }

    private void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED) {
            try {
                begin();
            } catch (CordonException e) {
                LOG.log(System.Logger.Level.ERROR, e.getMessage(), e);
            }
        }
    }

    private synchronized void begin() throws CordonException {
        if (registration == null) {
            manager.start();
            registration = context.registerService(Cordon.class, manager, null);
        }
    }

    /** Withdraws the service. Applications go on. */
    @Deactivate
    synchronized void deactivate() {
        context.removeFrameworkListener(whenStarted);
        if (registration != null) {
            registration.unregister();
        }
        manager.close();
        if (processes.hasHeir()) {
            processes.leave(launcher.leave());
        } else {
            launcher.close();
        }
    }

    /** An interface arrives. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void addInterface(ServiceReference<Interface> reference, Interface service) {
        try {
            arrive(interfaces, trust.guarded(providers.ofInterface(reference, service), Evidence.of(reference.getBundle())));
        } catch (Foreign.Failure | CordonException e) {
            LOG.log(System.Logger.Level.ERROR, "an interface of bundle " + reference.getBundle().getSymbolicName() + " is not used: " + e.getMessage(), e);
        }
    }

    /** An interface leaves. */
    void removeInterface(ServiceReference<Interface> reference) {
        leave(interfaces, reference);
    }

    /** A backend arrives. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void addBackend(ServiceReference<Backend> reference, Backend service) {
        try {
            arrive(backends, trust.guardedBackend(providers.ofBackend(reference, service), Evidence.of(reference.getBundle())));
        } catch (Foreign.Failure e) {
            LOG.log(System.Logger.Level.ERROR, "a backend of bundle " + reference.getBundle().getSymbolicName() + " is not used: " + e.getMessage(), e);
        }
    }

    /** A backend leaves. */
    void removeBackend(ServiceReference<Backend> reference) {
        leave(backends, reference);
    }

    private <T> void arrive(Whiteboard<T> board, Provider<T> provider) {
        board.add(provider);
        manager.servicesChanged();
    }

    /** When the framework stops, all go: that is no reason to change a policy, which may be that of a program that runs on. */
    private <T> void leave(Whiteboard<T> board, ServiceReference<T> reference) {
        if (context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.STOPPING) {
            manager.close();
        }
        board.remove((Long) reference.getProperty(Constants.SERVICE_ID));
        manager.servicesChanged();
    }

    /** The directory of all state. @throws CordonException when the property says no absolute path */
    static Path root(BundleContext context) throws CordonException {
        return path(context, ROOT).orElse(Path.of(STANDARD_ROOT));
    }

    private static Optional<Path> path(BundleContext context, String property) throws CordonException {
        String value = context.getProperty(property);
        if (value == null || value.isEmpty()) {
            return Optional.empty();
        }
        if (!value.startsWith("/")) {
            throw new CordonException(CordonException.Kind.INVALID, "cannot start: the framework property " + property + " is \"" + value
                    + "\"; it must be an absolute path");
        }
        return Optional.of(Path.of(value).normalize());
    }
}
