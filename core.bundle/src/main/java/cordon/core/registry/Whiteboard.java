package cordon.core.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Where bundles put their services of one kind and take them away. A name that the distribution offered is its own from then on, so that nobody takes its place
 * while its bundle is updated. Thread-safe. Each change gets a number, so that whoever
 * works with an older {@link Moment} can tell.
 */
public final class Whiteboard<T> {
    private final List<Provider<T>> offered = new ArrayList<>();
    private final Set<String> reserved = new HashSet<>();
    private volatile Moment<T> moment = new Moment<>(0, Catalog.of(List.of()));

    /**
     * What is here at one moment.
     *
     * @param number  grows with each change
     * @param catalog what is here
     */
    public record Moment<T>(long number, Catalog<T> catalog) {
    }

    /** What is here now. Never waits. */
    public Moment<T> now() {
        return moment;
    }

    /** A service arrives. */
    public synchronized Moment<T> add(Provider<T> provider) {
        offered.add(provider);
        if (provider.bundled()) {
            reserved.add(provider.name());
        }
        return next();
    }

    /** The service of that id leaves. One that never arrived is passed over. */
    public synchronized Moment<T> remove(long serviceId) {
        return offered.removeIf(one -> one.serviceId() == serviceId) ? next() : moment;
    }

    /** What is here answers otherwise than before. */
    public synchronized Moment<T> again() {
        return next();
    }

    private Moment<T> next() {
        moment = new Moment<>(moment.number() + 1, Catalog.of(offered, reserved));
        return moment;
    }
}
