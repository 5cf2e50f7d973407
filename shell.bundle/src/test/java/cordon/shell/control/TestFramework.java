package cordon.shell.control;

import cordon.shell.Commands;
import cordon.shell.verb.Verb;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.felix.gogo.runtime.activator.Activator;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.threadio.ThreadIO;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A framework with Gogo's runtime and a control server, all of them in its system bundle. */
final class TestFramework {
    private final Framework framework;
    private final Activator gogo = new Activator();
    private final Path root;
    private ControlServer server;

    TestFramework(Path root) throws Exception {
        this.root = root;
        framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow()
                .newFramework(Map.of("org.osgi.framework.storage", root.resolve("framework").toString(), "felix.cache.locking", "false"));
        framework.start();
        gogo.start(context());
        server = serve();
    }

    /** Another server in the place of the one that stopped. */
    ControlServer serveAgain() throws Exception {
        server = serve();
        return server;
    }

    private ControlServer serve() throws Exception {
        Commands commands = new Commands(context());
        CommandProcessor processor = context().getService(context().getServiceReference(CommandProcessor.class));
        ThreadIO streams = context().getService(context().getServiceReference(ThreadIO.class));
        return new ControlServer(root.resolve("run/control.sock"), new Dispatcher(commands, new ForeignCommands(processor, streams)));
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** A verb of ours. */
    void add(Verb verb) {
        register(verb, "cordon", verb.syntax().name(), Map.of());
    }

    /** A Gogo command that somebody brings. */
    void register(Object command, String scope, String function, Map<String, Object> more) {
        Dictionary<String, Object> properties = new Hashtable<>(more);
        properties.put("osgi.command.scope", scope);
        properties.put("osgi.command.function", function);
        context().registerService(Object.class, command, properties);
    }

    /** Stops listening. */
    void stopServer() {
        server.close();
    }

    /** Stops listening, and leaves the programs that run to the next server. */
    Map<String, String> leave() {
        return server.leave();
    }

    /** Stops all of it. */
    void close() throws Exception {
        server.close();
        gogo.stop(context());
        framework.stop();
        framework.waitForStop(0);
    }
}
