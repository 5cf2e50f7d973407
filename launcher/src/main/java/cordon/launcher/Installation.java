package cordon.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The bundles in a framework that was initialized and not started yet: those of the distribution and no others, whatever an
 * earlier start has left in the framework's storage. What others brought is brought again by who brings it.
 */
final class Installation {
    private final Framework framework;
    private volatile boolean unchanged;

    Installation(Framework framework) {
        this.framework = framework;
    }

    /**
     * Installs what is missing, takes away what is not of the distribution, and marks all to be started with the framework.
     *
     * @param bundles jars by start level, see {@link Distribution#bundles}
     */
    void bring(SortedMap<Integer, List<Path>> bundles) throws BundleException {
        BundleContext context = framework.getBundleContext();
        FrameworkStartLevel levels = framework.adapt(FrameworkStartLevel.class);
        List<Bundle> started = new ArrayList<>();
        Set<Bundle> ours = new HashSet<>();
        ours.add(framework);
        for (Map.Entry<Integer, List<Path>> level : bundles.entrySet()) {
            // said before the install, so that the framework notes each bundle once
            levels.setInitialBundleStartLevel(Math.max(1, level.getKey()));
            for (Path jar : level.getValue()) {
                // "reference:" reads the jar where it is and copies nothing. One that is installed already is returned.
                Bundle bundle = context.installBundle("reference:" + jar.toUri());
                ours.add(bundle);
                if (level.getKey() != Distribution.NOT_STARTED) {
                    started.add(bundle);
                }
            }
        }
        for (Bundle bundle : context.getBundles()) {
            if (!ours.contains(bundle)) {
                bundle.uninstall();
            }
        }
        // all at once: each by itself would look at what the others are wired to once more
        framework.adapt(FrameworkWiring.class).resolveBundles(started);
        for (Bundle bundle : started) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
        unchanged = true;
        context.addBundleListener((SynchronousBundleListener) event -> watch(event, ours));
    }

    private void watch(BundleEvent event, Set<Bundle> ours) {
        boolean other = event.getType() == BundleEvent.UPDATED || event.getType() == BundleEvent.UNINSTALLED;
        if (other && ours.contains(event.getBundle())) {
            unchanged = false;
        }
    }

    /** Whether all were brought, and are still there, with the content that they were brought with. */
    boolean unchanged() {
        return unchanged;
    }
}
