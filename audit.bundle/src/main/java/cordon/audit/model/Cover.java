package cordon.audit.model;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Chooses from what covers something the set that covers all that can be covered and costs least together. Exact as long as that takes few steps; then the
 * best that was found. Pure.
 *
 * @param <T> what is chosen
 */
final class Cover<T> {
    private static final int MOST_STEPS = 200_000;

    private final List<Option<T>> options;
    private List<Option<T>> best = List.of();
    private int bestCost = Integer.MAX_VALUE;
    private int steps;

    /**
     * What can be chosen.
     *
     * @param covers numbers of what it covers
     * @param cost   at least 1, so that nothing is chosen that covers nothing new
     */
    record Option<T>(T what, BitSet covers, int cost) {
    }

    private Cover(List<Option<T>> options) {
        this.options = options;
    }

    /** The set, in the order of the options. */
    static <T> List<T> of(List<Option<T>> options) {
        BitSet all = new BitSet();
        options.forEach(option -> all.or(option.covers()));
        Cover<T> cover = new Cover<>(options);
        cover.choose(all, new ArrayList<>(), 0);
        return options.stream().filter(cover.best::contains).map(Option::what).toList();
    }

    /** What the fewest options cover is decided first: there is little to try. */
    private void choose(BitSet open, List<Option<T>> chosen, int cost) {
        if (cost >= bestCost || steps++ > MOST_STEPS && bestCost < Integer.MAX_VALUE) {
            return;
        }
        if (open.isEmpty()) {
            best = List.copyOf(chosen);
            bestCost = cost;
            return;
        }
        List<Option<T>> fewest = open.stream().mapToObj(this::covering).min(Comparator.comparing(List::size)).orElseThrow();
        for (Option<T> option : fewest) {
            BitSet left = (BitSet) open.clone();
            left.andNot(option.covers());
            chosen.add(option);
            choose(left, chosen, cost + option.cost());
            chosen.remove(chosen.size() - 1);
        }
    }

    private List<Option<T>> covering(int number) {
        return options.stream().filter(option -> option.covers().get(number)).sorted(Comparator.comparing(Option::cost)).toList();
    }
}
