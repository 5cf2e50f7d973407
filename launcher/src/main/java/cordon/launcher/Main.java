package cordon.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * The daemon's process: one framework, the bundles of the distribution, one state root. It ends when the framework has
 * stopped: by {@code cordon down}, or by SIGTERM.
 */
public final class Main {
    private Main() {
    }

    /**
     * Runs the daemon.
     *
     * @param arguments the directory of the distribution, and the state root; both absolute
     */
    public static void main(String[] arguments) throws BundleException, InterruptedException {
        if (arguments.length != 2) {
            fail("cannot start: the launcher takes the directory of the distribution and the state root; use cordond");
        }
        Distribution distribution = new Distribution(Path.of(arguments[0]));
        try (StateRoot root = StateRoot.hold(Path.of(arguments[1]))) {
            FrameworkStorage storage = new FrameworkStorage(root.path().resolve("run"));
            Framework framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow()
                    .newFramework(distribution.properties(root.path(), storage.fresh()));
            framework.init();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(framework), "stop"));
            start(framework, distribution.bundles());
            storage.sweep();
            System.exit(await(framework) ? 0 : 1);
        } catch (IOException e) {
            fail(e.getMessage());
        }
    }

    private static void start(Framework framework, Map<Integer, List<Path>> bundles) throws BundleException {
        BundleContext context = framework.getBundleContext();
        List<Bundle> started = new ArrayList<>();
        FrameworkStartLevel levels = framework.adapt(FrameworkStartLevel.class);
        for (Map.Entry<Integer, List<Path>> level : bundles.entrySet()) {
            // said before the install, so that the framework notes each bundle once
            levels.setInitialBundleStartLevel(Math.max(1, level.getKey()));
            for (Path jar : level.getValue()) {
                // "reference:" reads the jar where it is and copies nothing.
                Bundle bundle = context.installBundle("reference:" + jar.toUri());
                if (level.getKey() != Distribution.NOT_STARTED) {
                    started.add(bundle);
                }
            }
        }
        for (Bundle bundle : started) {
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        }
        framework.start();
    }

    private static boolean await(Framework framework) throws InterruptedException {
        FrameworkEvent event = framework.waitForStop(0);
        return event.getType() == FrameworkEvent.STOPPED;
    }

    private static void stop(Framework framework) {
        try {
            framework.stop();
            framework.waitForStop(0);
        } catch (BundleException | InterruptedException e) {
            System.err.println("error: cannot stop cleanly: " + e.getMessage());
        }
    }

    private static void fail(String message) {
        System.err.println("error: " + message);
        System.exit(1);
    }
}
