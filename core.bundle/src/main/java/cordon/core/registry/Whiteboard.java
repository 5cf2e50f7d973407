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
    private volatile Moment<T> moment = new Moment<>(0, List.of(), Set.of());

    /** What is here at one moment. Immutable. */
    public static final class Moment<T> {
        private final long number;
        private final List<Provider<T>> offered;
        private final Set<String> reserved;
        private Catalog<T> catalog;

        /**
         * @param number   see {@link #number}
         * @param offered  what is here
         * @param reserved names for which nobody else counts than the distribution
         */
        public Moment(long number, List<Provider<T>> offered, Set<String> reserved) {
            this.number = number;
            this.offered = List.copyOf(offered);
            this.reserved = Set.copyOf(reserved);
        }

        /** It grows with each change. */
        public long number() {
            return number;
        }

        /** What is here. Made when somebody asks: while a framework starts, many come one after the other, and nobody does. */
        public synchronized Catalog<T> catalog() {
            if (catalog == null) {
                catalog = Catalog.of(offered, reserved);
            }
            return catalog;
        }
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
        moment = new Moment<>(moment.number() + 1, offered, reserved);
        return moment;
    }
}
