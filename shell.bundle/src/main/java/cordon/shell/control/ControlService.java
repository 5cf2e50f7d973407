package cordon.shell.control;

import cordon.api.launch.Started;
import cordon.core.Bequest;
import cordon.core.Cordon;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.shell.Commands;
import java.nio.file.Path;
import java.util.Optional;
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
    private final Bequest calls;
    private final ControlServer server;

    /** Listens, and goes on with calls of the service before this one, if the shell or what it needs was only refreshed. */
    @Activate
    public ControlService(BundleContext context, @Reference Cordon cordon, @Reference Commands commands, @Reference CommandProcessor processor,
            @Reference ThreadIO streams) throws LinuxException {
        Path root = Path.of(context.getProperty("cordon.root"));
        calls = new Bequest(context, "calls");
        server = new ControlServer(root.resolve("run/control.sock"), new Dispatcher(commands, new ForeignCommands(processor, streams)));
        calls.take().forEach((pid, socket) -> resume(cordon.claim(Integer.parseInt(pid)), Integer.parseInt(socket)));
    }

    /** Without the process nobody can say how it ended: the client is told that it lost the daemon, which it did. */
    private void resume(Optional<Started> process, int socket) {
        process.ifPresentOrElse(one -> server.resume(one, socket), Fd.of(socket)::close);
    }

    @Deactivate
    void stop() {
        if (calls.hasHeir()) {
            calls.leave(server.leave());
        } else {
            server.close();
        }
    }
}
