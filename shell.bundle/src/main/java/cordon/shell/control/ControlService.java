package cordon.shell.control;

import cordon.linux.LinuxException;
import cordon.shell.Commands;
import java.nio.file.Path;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.threadio.ThreadIO;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The control socket, while this bundle is started and the framework has a state root. */
@Component(service = ControlService.class, immediate = true)
public final class ControlService {
    private final ControlServer server;

    /** Listens. */
    @Activate
    public ControlService(BundleContext context, @Reference Commands commands, @Reference CommandProcessor processor, @Reference ThreadIO streams)
            throws LinuxException {
        Path root = Path.of(context.getProperty("cordon.root"));
        server = new ControlServer(root.resolve("run/control.sock"), new Dispatcher(commands, new ForeignCommands(processor, streams)));
    }

    @Deactivate
    void stop() {
        server.close();
    }
}
