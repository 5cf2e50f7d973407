package cordon.shell.control;

import cordon.shell.Commands;
import cordon.shell.verb.Caller;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProxy;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.felix.service.threadio.ThreadIO;

/**
 * Runs Gogo commands that other bundles bring to scope {@code cordon}, on a caller's descriptors. The service itself is called
 * with the arguments as values: no text is parsed, and no other scope can be reached.
 */
final class ForeignCommands {
    private final CommandProcessor processor;
    private final ThreadIO streams;

    ForeignCommands(CommandProcessor processor, ThreadIO streams) {
        this.processor = processor;
        this.streams = streams;
    }

    /**
     * Runs a command, and prints what it returns as the Felix shell does.
     *
     * @throws Exception whatever the command throws; Gogo knows no narrower contract
     */
    void run(Commands.Command command, Caller caller, List<String> arguments, InputStream in, PrintStream out, PrintStream err) throws Exception {
        try (CommandSession session = processor.createSession(in, out, err)) {
            caller.in(session);
            CommandProxy function = new CommandProxy(command.service().getBundle().getBundleContext(), command.service(), command.name());
            streams.setStreams(in, out, err);
            try {
                Object result = function.execute(session, new ArrayList<>(arguments));
                if (result != null) {
                    out.println(session.format(result, Converter.INSPECT));
                }
            } finally {
                streams.close();
            }
        }
    }
}
