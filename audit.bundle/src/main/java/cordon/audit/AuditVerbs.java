package cordon.audit;

import cordon.api.backend.RefusalLog;
import cordon.audit.model.Learner;
import cordon.audit.source.LogLimits;
import cordon.audit.source.Owners;
import cordon.audit.verb.ExplainVerb;
import cordon.audit.verb.ModelAdvice;
import cordon.audit.verb.ResolveVerb;
import cordon.audit.verb.ScanlogVerb;
import cordon.audit.verb.WhyVerb;
import cordon.core.Cordon;
import cordon.core.Learning;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Publishes the commands of this bundle while the core is here, and puts back what a follower that was killed left behind. */
@Component(service = AuditVerbs.class, immediate = true)
public final class AuditVerbs {
    private static final String ANYONE = "anyone";
    private static final String ADMINISTRATOR = "administrator";
    /** What the first argument is, for completion. */
    private static final String COMMANDS = "commands";

    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    @Reference(policy = ReferencePolicy.DYNAMIC)
    private volatile List<RefusalLog> refusals = List.of();

    /** Publishes. */
    @Activate
    public AuditVerbs(BundleContext context, @Reference Cordon cordon) {
        LogLimits limits = new LogLimits(cordon.root().resolve("run"));
        limits.putBack();
        add(context, "resolve", ANYONE, "Show the name or the number of a system call", "", List.of("--arch"), new ResolveVerb());
        add(context, "scanlog", ADMINISTRATOR, "Show what applications tried and may not do, and what would allow it",
                COMMANDS, List.of("--follow", "--from", "--since", "--all", "--json"), new ScanlogVerb(new Owners(cordon), limits, () -> refusals, new ModelAdvice(cordon), Clock.systemUTC()));
        add(context, "explain", ANYONE, "Say what a command may do and which connection says so, or score it",
                COMMANDS, List.of("--exposure", "--all", "--json"), new ExplainVerb(cordon));
        add(context, "why", ANYONE, "Say whether a command may do something, which rule says so, and else what would allow it",
                COMMANDS, List.of("--json"), new WhyVerb(cordon));
        registrations.add(context.registerService(Learning.class, new Learner(cordon), null));
    }

    private void add(BundleContext context, String name, String who, String summary, String arguments, List<String> options, Function verb) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("osgi.command.scope", "cordon");
        properties.put("osgi.command.function", name);
        properties.put("cordon.who", who);
        properties.put("cordon.summary", summary);
        properties.put("cordon.options", options);
        properties.put("cordon.arguments", arguments);
        registrations.add(context.registerService(Function.class, verb, properties));
    }

    @Deactivate
    void stop() {
        registrations.forEach(ServiceRegistration::unregister);
    }
}
