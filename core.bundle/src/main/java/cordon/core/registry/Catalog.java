package cordon.core.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The services of one kind that are here at one moment: each name once. Immutable. */
public final class Catalog<T> {
    private final SortedMap<String, Provider<T>> winners;
    private final List<Provider<T>> shadowed;
    private final boolean foreign;

    private Catalog(SortedMap<String, Provider<T>> winners, List<Provider<T>> shadowed) {
        this.winners = Collections.unmodifiableSortedMap(winners);
        this.shadowed = List.copyOf(shadowed);
        this.foreign = winners.values().stream().anyMatch(one -> !one.bundled());
    }

    /** Of what is offered, whatever the order it came in; see {@link Provider} for which of one name wins. */
    public static <T> Catalog<T> of(Collection<Provider<T>> offered) {
        return of(offered, Set.of());
    }

    /** The same, where some names are the distribution's, whether or not it offers them now: nobody else counts who has one. */
    static <T> Catalog<T> of(Collection<Provider<T>> offered, Set<String> reserved) {
        SortedMap<String, Provider<T>> winners = new TreeMap<>();
        List<Provider<T>> shadowed = new ArrayList<>();
        for (Provider<T> one : offered.stream().sorted(Provider.precedence()).toList()) {
            boolean taken = !one.bundled() && reserved.contains(one.name());
            if (taken || winners.putIfAbsent(one.name(), one) != null) {
                shadowed.add(one);
            }
        }
        return new Catalog<>(winners, shadowed);
    }

    /** The service of that name. */
    public Optional<T> get(String name) {
        return Optional.ofNullable(winners.get(name)).map(Provider::service);
    }

    /** Who offers it. */
    public Optional<Provider<T>> provider(String name) {
        return Optional.ofNullable(winners.get(name));
    }

    /** Whether there is one of that name. */
    public boolean has(String name) {
        return winners.containsKey(name);
    }

    /** Those that count, by name. */
    public Collection<Provider<T>> all() {
        return winners.values();
    }

    /** Their names, sorted. */
    public Collection<String> names() {
        return winners.keySet();
    }

    /** Whether one that counts is from outside the distribution. */
    public boolean hasForeign() {
        return foreign;
    }

    /** Those that do not count, because another one of their name does. */
    public List<Provider<T>> shadowed() {
        return shadowed;
    }
}
