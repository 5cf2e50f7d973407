package cordon.core;

import java.util.Collection;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * What a bundle that stops leaves to the one that is started in its place, in the same process: at a refresh or an update. Descriptors stay open
 * meanwhile, and their numbers are passed as text, for no class outlives a refresh. It is kept in a service of the framework itself, so it is gone
 * when the framework is. Thread-safe.
 */
public final class Bequest {
    private static final String NAME = "cordon.bequest";

    private final BundleContext framework;
    private final String name;

    /**
     * One with a name.
     *
     * @param context of any bundle
     * @param name    that who leaves something and who takes it agree on: letters
     */
    public Bequest(BundleContext context, String name) {
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        this.name = name;
    }

    /** Whether there can be an heir: the framework goes on. */
    public boolean hasHeir() {
        return framework.getBundle().getState() == Bundle.ACTIVE;
    }

    /** Leaves something, in addition to what lies there. */
    public void leave(Map<String, String> what) {
        if (what.isEmpty()) {
            return;
        }
        Properties kept = kept().orElseGet(() -> {
            Hashtable<String, Object> properties = new Hashtable<>();
            properties.put(NAME, name);
            Properties made = new Properties();
            framework.registerService(Properties.class, made, properties);
            return made;
        });
        synchronized (kept) {
            kept.putAll(what);
        }
    }

    /** Takes what was left; nobody else gets it. */
    public Map<String, String> take() {
        Map<String, String> taken = new TreeMap<>();
        kept().ifPresent(kept -> {
            synchronized (kept) {
                kept.stringPropertyNames().forEach(key -> taken.put(key, kept.getProperty(key)));
                kept.clear();
            }
        });
        return taken;
    }

    private Optional<Properties> kept() {
        try {
            Collection<ServiceReference<Properties>> found = framework.getServiceReferences(Properties.class, "(" + NAME + "=" + name + ")");
            return found.stream().findFirst().map(framework::getService);
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException("\"" + name + "\" is not made of letters", e);
        }
    }
}
