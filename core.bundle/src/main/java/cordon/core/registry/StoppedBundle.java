package cordon.core.registry;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRevision;

/**
 * A bundle that is installed, brings a service when it runs, and does not run.
 *
 * @param name symbolic
 * @param id   of the bundle in the framework, by which Felix's commands know it
 */
public record StoppedBundle(String name, long id) {
    /** The namespace of the capability by which a bundle says which services it registers (OSGi Core 7, 135.4); bnd writes it for each component. */
    private static final String SERVICES = "osgi.service";

    /** Those that bring a service of this type. What a bundle would do, only its service tells. */
    public static List<StoppedBundle> that(Class<?> brings, BundleContext context) {
        return Arrays.stream(context.getBundles()).filter(StoppedBundle::stopped).filter(bundle -> brings(bundle, brings.getName()))
                .map(bundle -> new StoppedBundle(bundle.getSymbolicName(), bundle.getBundleId())).toList();
    }

    /** What to do, for a message: {@code start the stopped bundle cordon.backend.mount ("start 9" in "cordon shell")}. */
    public static String advice(Collection<StoppedBundle> stopped) {
        return "start the stopped bundle" + (stopped.size() == 1 ? " " : "s ") + stopped.stream().map(StoppedBundle::name).collect(Collectors.joining(", "))
                + " (\"start " + stopped.stream().map(one -> Long.toString(one.id())).collect(Collectors.joining(" ")) + "\" in \"cordon shell\")";
    }

    private static boolean stopped(Bundle bundle) {
        return (bundle.getState() & (Bundle.INSTALLED | Bundle.RESOLVED | Bundle.STOPPING)) != 0;
    }

    private static boolean brings(Bundle bundle, String type) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && revision.getDeclaredCapabilities(SERVICES).stream().map(one -> one.getAttributes().get(Constants.OBJECTCLASS))
                .anyMatch(types -> types instanceof Collection<?> list ? list.contains(type) : type.equals(types));
    }
}
