package cordon.linux.internal;

import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * Looks up the functions of the C library on a thread of its own while the framework starts other bundles. Whoever needs them
 * first waits for it.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class Preparation implements BundleActivator {
    private final Thread thread = new Thread(Libc::prepare, "cordon-libc");

    @Override
    public void start(BundleContext context) {
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        thread.join();
    }
}
