package cordon.shell;

import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/** Registers verbs as Gogo commands of scope {@code cordon}. */
final class VerbPublisher implements AutoCloseable {
    private final List<ServiceRegistration<Function>> registrations;

    VerbPublisher(BundleContext context, List<Verb> verbs) {
        registrations = verbs.stream().map(verb -> context.registerService(Function.class, verb, properties(verb))).toList();
    }

    private static Dictionary<String, Object> properties(Verb verb) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("osgi.command.scope", Commands.SCOPE);
        properties.put("osgi.command.function", verb.syntax().name());
        properties.put(Who.PROPERTY, verb.syntax().who().text());
        properties.put(Commands.SUMMARY, verb.syntax().summary());
        // Others' commands of the same name do not take ours away in the Felix shell either.
        properties.put(Constants.SERVICE_RANKING, Integer.MAX_VALUE);
        return properties;
    }

    @Override
    public void close() {
        registrations.forEach(ServiceRegistration::unregister);
    }
}
