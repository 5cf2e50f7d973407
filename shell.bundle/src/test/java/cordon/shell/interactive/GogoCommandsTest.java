package cordon.shell.interactive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.felix.gogo.runtime.activator.Activator;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** What Gogo's shell brings, in a framework with Gogo's runtime. */
class GogoCommandsTest {
    private final Activator gogo = new Activator();
    private Framework framework;
    private CommandProcessor processor;
    private CommandSession session;

    /** A command of the kind of Felix's {@code stop}. */
    public static final class Namer {
        /** Its symbolic name. */
        public String name(Bundle bundle) {
            return bundle.getSymbolicName();
        }
    }

    @BeforeEach
    void start(@TempDir Path cache) throws Exception {
        framework = ServiceLoader.load(FrameworkFactory.class).findFirst().orElseThrow()
                .newFramework(Map.of("org.osgi.framework.storage", cache.toString(), "felix.cache.locking", "false"));
        framework.start();
        BundleContext context = framework.getBundleContext();
        gogo.start(context);
        context.registerService(Namer.class, new Namer(), new Hashtable<>(Map.of("osgi.command.scope", "test", "osgi.command.function", "name")));
        processor = context.getService(context.getServiceReference(CommandProcessor.class));
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        session = processor.createSession(new ByteArrayInputStream(new byte[0]), nowhere, nowhere);
    }

    @AfterEach
    void stop() throws Exception {
        session.close();
        gogo.stop(framework.getBundleContext());
        framework.stop();
        framework.waitForStop(0);
    }

    @Test
    void commandsThatWantABundleGetItByItsNumberWhileAShellIsOpen() throws Exception {
        String line = "test:name 0";
        assertThrows(IllegalArgumentException.class, () -> session.execute(line));
        List<ServiceRegistration<?>> shell = GogoCommands.register(framework.getBundleContext(), processor);
        assertEquals(framework.getSymbolicName(), session.execute(line));
        shell.forEach(ServiceRegistration::unregister);
        assertThrows(IllegalArgumentException.class, () -> session.execute(line));
    }
}
