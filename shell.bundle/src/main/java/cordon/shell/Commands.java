package cordon.shell;

import cordon.shell.verb.Syntax;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The Gogo commands of scope {@code cordon} that are here now, ours and others'. Of two with one name ours wins, then the
 * higher service ranking, then the older. Thread-safe.
 */
@Component(service = Commands.class, immediate = true)
public final class Commands {
    /** The scope. */
    public static final String SCOPE = "cordon";
    /** A service property with one line about the command. */
    public static final String SUMMARY = "cordon.summary";
    /** A service property of others' commands with the names of their options, for completion. */
    static final String OPTIONS = "cordon.options";
    /** A service property of others' commands: {@code commands} when their first argument is a command of a snap, for completion. */
    static final String ARGUMENTS = "cordon.arguments";

    private final BundleContext context;
    private final Map<ServiceReference<Object>, Verb> ours = new ConcurrentHashMap<>();
    private final ServiceTracker<Object, ServiceReference<Object>> tracker;

    /**
     * A command.
     *
     * @param name    as it is typed
     * @param who     may call it
     * @param summary one line; may be empty
     * @param verb    when it is one of ours
     * @param service of Gogo
     * @param bundle  that brings it
     */
    public record Command(String name, Who who, String summary, Optional<Verb> verb, ServiceReference<Object> service, String bundle) {
    }

    /** Begins to follow the services. */
    @Activate
    public Commands(BundleContext context) throws InvalidSyntaxException {
        this.context = context;
        Filter filter = FrameworkUtil.createFilter("(&(osgi.command.scope=" + SCOPE + ")(osgi.command.function=*))");
        this.tracker = new ServiceTracker<>(context, filter, null) {
            @Override
            public ServiceReference<Object> addingService(ServiceReference<Object> service) {
                if (service.getBundle() == context.getBundle() && context.getService(service) instanceof Verb verb) {
                    ours.put(service, verb);
                }
                return service;
            }

            @Override
            public void removedService(ServiceReference<Object> service, ServiceReference<Object> tracked) {
                if (ours.remove(service) != null) {
                    context.ungetService(service);
                }
            }
        };
        tracker.open();
    }

    @Deactivate
    void stop() {
        tracker.close();
    }

    /** The context in which commands are called. */
    public BundleContext context() {
        return context;
    }

    /** A verb of ours. */
    public Optional<Verb> verb(String name) {
        for (Verb verb : ours.values()) {
            if (verb.syntax().name().equals(name)) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }

    /** A command. */
    public Optional<Command> find(String name) {
        return all().stream().filter(command -> command.name().equals(name)).findFirst();
    }

    /** All commands, by name, each name once. */
    public List<Command> all() {
        Map<String, Command> found = new TreeMap<>();
        List<ServiceReference<Object>> services = references();
        services.stream().filter(ours::containsKey).forEach(service -> add(found, service));
        services.stream().filter(service -> !ours.containsKey(service)).sorted(Comparator.reverseOrder())
                .forEach(service -> add(found, service));
        return List.copyOf(found.values());
    }

    private List<ServiceReference<Object>> references() {
        ServiceReference<Object>[] services = tracker.getServiceReferences();
        return services == null ? List.of() : List.of(services);
    }

    private void add(Map<String, Command> found, ServiceReference<Object> service) {
        Bundle bundle = service.getBundle();
        if (bundle == null) {
            return; // It has just gone.
        }
        Verb verb = ours.get(service);
        if (verb != null) {
            Syntax syntax = verb.syntax();
            found.putIfAbsent(syntax.name(),
                    new Command(syntax.name(), syntax.who(), syntax.summary(), Optional.of(verb), service, bundle.getSymbolicName()));
            return;
        }
        String summary = service.getProperty(SUMMARY) instanceof String text ? text : "";
        for (String name : texts(service.getProperty("osgi.command.function"))) {
            found.putIfAbsent(name, new Command(name, Who.of(service.getProperty(Who.PROPERTY)), summary, Optional.empty(), service,
                    bundle.getSymbolicName()));
        }
    }

    /** The property is a text, an array or a collection (Gogo's documentation). */
    static List<String> texts(Object property) {
        if (property instanceof String[] names) {
            return List.of(names);
        }
        return property instanceof Collection<?> names ? names.stream().map(String::valueOf).toList() : List.of(String.valueOf(property));
    }
}
