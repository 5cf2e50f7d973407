package cordon.shell.interactive;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Converters;
import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.gogo.jline.Procedural;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Converter;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/** The commands that Gogo's shell brings itself, without those that listen on a network or draw on a terminal of their own. */
final class GogoCommands {
    private static final String[] BUILTIN = {"format", "getopt", "new", "set", "tac", "type", "jobs", "fg", "bg", "keymap", "setopt",
        "unsetopt", "complete", "history", "widget", "__files", "__directories", "__usage_completion"};
    private static final String[] PROCEDURAL = {"each", "if", "not", "throw", "try", "until", "while", "break", "continue"};
    private static final String[] POSIX = {"cat", "echo", "grep", "sort", "sleep", "cd", "pwd", "ls", "less", "watch", "head", "tail",
        "clear", "wc", "date"};

    private GogoCommands() {
    }

    /** Registers them in scope {@code gogo}, and what makes bundles and services of the words that people type for them: {@code stop 19}. */
    static List<ServiceRegistration<?>> register(BundleContext context, CommandProcessor processor) {
        return List.of(register(context, new Builtin(), BUILTIN), register(context, new Procedural(), PROCEDURAL),
                register(context, new Posix(processor), POSIX), context.registerService(Converter.class, new Converters(framework(context)), null));
    }

    /** That of the system bundle, which sees all. */
    private static BundleContext framework(BundleContext context) {
        return context.getBundle(Constants.SYSTEM_BUNDLE_ID).getBundleContext();
    }

    private static ServiceRegistration<?> register(BundleContext context, Object commands, String... functions) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("osgi.command.scope", "gogo");
        properties.put("osgi.command.function", functions);
        return context.registerService(commands.getClass().getName(), commands, properties);
    }
}
