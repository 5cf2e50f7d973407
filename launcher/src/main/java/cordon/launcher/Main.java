package cordon.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;

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
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 2) {
            fail("cannot start: the launcher takes the directory of the distribution and the state root; use cordond");
        }
        Distribution distribution = new Distribution(Path.of(arguments[0]));
        try (StateRoot root = StateRoot.hold(Path.of(arguments[1]))) {
            SortedMap<Integer, List<Path>> bundles = distribution.bundles();
            FrameworkStorage storage = new FrameworkStorage(root.path().resolve("run"), Distribution.identity(bundles));
            Framework framework = new FrameworkFactory().newFramework(distribution.properties(root.path(), storage.take()));
            framework.init();
            Installation installation = new Installation(framework);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(framework, installation, storage), "stop"));
            installation.bring(bundles);
            framework.start();
            storage.sweep();
            System.exit(await(framework) ? 0 : 1);
        } catch (BundleException e) {
            fail("cannot start: " + e.getMessage());
        } catch (IOException e) {
            fail(e.getMessage());
        }
    }

    private static boolean await(Framework framework) throws InterruptedException {
        FrameworkEvent event = framework.waitForStop(0);
        return event.getType() == FrameworkEvent.STOPPED;
    }

    private static void stop(Framework framework, Installation installation, FrameworkStorage storage) {
        try {
            framework.stop();
            if (framework.waitForStop(0).getType() == FrameworkEvent.STOPPED && installation.unchanged()) {
                storage.keep();
            }
        } catch (BundleException | InterruptedException | IOException e) {
            System.err.println("error: cannot stop cleanly: " + e.getMessage());
        }
    }

    private static void fail(String message) {
        System.err.println("error: " + message);
        System.exit(1);
    }
}
