package cordon.extender;

import cordon.api.iface.Interface;
import cordon.core.CordonException;
import cordon.core.InterfaceFiles;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;

/**
 * Follows the bundles that come and go, and registers the interface that each describes. The service is registered with the
 * context of the bundle that describes it, so it is that bundle's: it shows so in the shell, and ends with it. A file that is wrong
 * is reported, line by line, and registers nothing.
 */
@Component(immediate = true, service = InterfaceFiles.class)
public final class InterfaceExtender implements BundleTrackerCustomizer<ServiceRegistration<Interface>>, InterfaceFiles {
    private static final System.Logger LOG = System.getLogger(InterfaceExtender.class.getName());

    private final ReadingAhead ahead;
    private final BundleTracker<ServiceRegistration<Interface>> tracker;
    private final Map<Bundle, List<String>> problems = new ConcurrentHashMap<>();

    /** Begins to follow. */
    @Activate
    public InterfaceExtender(BundleContext context) {
        ahead = new ReadingAhead(Stream.of(context.getBundles()).filter(bundle -> bundle.getState() < Bundle.STARTING)
                .flatMap(bundle -> InterfaceFile.of(bundle).stream()).toList());
        ahead.start();
        tracker = new BundleTracker<>(context, Bundle.ACTIVE, this);
        tracker.open();
    }

    @Deactivate
    void stop() {
        tracker.close();
        ahead.close();
    }

    @Override
    public Interface read(byte[] text, String file) throws CordonException {
        try {
            return InterfaceYaml.read(text, file);
        } catch (InterfaceYamlException e) {
            throw new CordonException(CordonException.Kind.INVALID, e.getMessage(), e);
        }
    }

    /** A bundle that has a problem registers nothing and is not followed: it is asked here whether it still is what it was. */
    @Override
    public List<String> problems() {
        problems.keySet().removeIf(bundle -> bundle.getState() != Bundle.ACTIVE);
        return problems.values().stream().flatMap(List::stream).sorted().toList();
    }

    @Override
    public ServiceRegistration<Interface> addingBundle(Bundle bundle, BundleEvent event) {
        Optional<InterfaceFile> file = InterfaceFile.of(bundle);
        if (file.isEmpty()) {
            return null;
        }
        problems.remove(bundle);
        try {
            Interface described = ahead.take(file.get()).read();
            return bundle.getBundleContext().registerService(Interface.class, described, new Hashtable<>());
        } catch (InterfaceYamlException | IOException e) {
            problems.put(bundle, Arrays.asList(e.getMessage().split("\n")));
            LOG.log(Level.ERROR, "cannot register the interface of bundle " + bundle.getSymbolicName() + ": " + e.getMessage());
            return null;
        }
    }

    @Override
    public void modifiedBundle(Bundle bundle, BundleEvent event, ServiceRegistration<Interface> registration) {
        // the tracked state is one: a bundle leaves it before its content can change
    }

    @Override
    public void removedBundle(Bundle bundle, BundleEvent event, ServiceRegistration<Interface> registration) {
        // a stopping bundle's services are already gone when its last tracked state ends by uninstall
        if (bundle.getBundleContext() != null) {
            registration.unregister();
        }
    }
}
