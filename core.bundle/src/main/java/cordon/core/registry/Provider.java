package cordon.core.registry;

import java.util.Comparator;

/**
 * A service that a bundle offers, with all that decides which of several of one name wins.
 *
 * @param service   the service
 * @param name      the name it goes by: of the interface, of the backend
 * @param bundle    symbolic name of the bundle
 * @param version   of the bundle
 * @param bundled   whether the bundle is part of the distribution
 * @param ranking   {@code service.ranking}
 * @param bundleId  of the bundle; lower ones were installed earlier
 * @param serviceId of the service; lower ones were registered earlier
 * @param code      tells the code behind the service from other code, of the same version too; empty when that is not known
 */
public record Provider<T>(T service, String name, String bundle, String version, boolean bundled, int ranking, long bundleId,
        long serviceId, String code) {

    /** One whose code nothing is known of. */
    public Provider(T service, String name, String bundle, String version, boolean bundled, int ranking, long bundleId, long serviceId) {
        this(service, name, bundle, version, bundled, ranking, bundleId, serviceId, "");
    }

    /**
     * The winner first: a bundle of the distribution is never shadowed by another one, then the higher ranking, then the older
     * bundle, then the older service.
     */
    static <T> Comparator<Provider<T>> precedence() {
        return Comparator.comparing((Provider<T> one) -> !one.bundled).thenComparing(one -> -(long) one.ranking)
                .thenComparingLong(Provider::bundleId).thenComparingLong(Provider::serviceId);
    }

    /** The same offer with another service in its place. */
    public Provider<T> with(T other) {
        return new Provider<>(other, name, bundle, version, bundled, ranking, bundleId, serviceId, code);
    }

    /** For messages: {@code bundle cordon.iface.home 1.0.0}. */
    public String origin() {
        return "bundle " + bundle + " " + version;
    }
}
