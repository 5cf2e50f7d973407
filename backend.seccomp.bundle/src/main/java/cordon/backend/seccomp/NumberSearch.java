package cordon.backend.seccomp;

import java.util.ArrayList;
import java.util.List;

/**
 * Builds the search for a number among ranges of numbers: a binary tree, in which single numbers that stand out are asked for by themselves. Wide
 * ranges are found first: the kernel asks a new filter about each number that there is (seccomp_cache_prepare(), Linux 5.11). For one
 * thread.
 */
final class NumberSearch {
    private static final int ALL_BITS = -1;
    /** So many single numbers are looked for one after the other. */
    private static final int FEW = 4;
    /** No table of system calls goes further; what is beyond is asked for by nobody. */
    private static final long LAST_CALL = 512;
    /** How many numbers the last stretch is taken for. */
    private static final long WIDE = 16;

    private final FilterGraph graph;
    private final int offset;

    /**
     * A range that leads to one node, but for some numbers.
     *
     * @param first      of its numbers; they go up to the next stretch
     * @param exceptions single numbers that lead elsewhere, ascending
     */
    private record Stretch(long first, FilterGraph.Node node, List<FilterReader.Range> exceptions) {
    }

    /** @param offset of the number in the call's data */
    NumberSearch(FilterGraph graph, int offset) {
        this.graph = graph;
        this.offset = offset;
    }

    /** The search. @param ranges at least one, the first from 0 on; neighbours differ */
    FilterGraph.Node among(List<FilterReader.Range> ranges) {
        return search(stretches(ranges));
    }

    private static List<Stretch> stretches(List<FilterReader.Range> ranges) {
        List<Stretch> stretches = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            FilterReader.Range range = ranges.get(i);
            Stretch last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
            boolean isSingle = i + 1 < ranges.size() && ranges.get(i + 1).first() == range.first() + 1;
            if (last != null && isSingle && ranges.get(i + 1).node() == last.node()) {
                last.exceptions().add(range);
                // The next range goes on with the stretch.
                i++;
            } else {
                stretches.add(new Stretch(range.first(), range.node(), new ArrayList<>()));
            }
        }
        return stretches;
    }

    private FilterGraph.Node search(List<Stretch> stretches) {
        if (stretches.size() == 1) {
            return within(stretches.get(0).node(), stretches.get(0).exceptions());
        }
        int middle = middle(stretches);
        FilterGraph.Node upper = search(stretches.subList(middle, stretches.size()));
        return test(FilterGraph.AT_LEAST, stretches.get(middle).first(), upper, search(stretches.subList(0, middle)));
    }

    /** Where numbers are as many before as after, as far as that goes. */
    private static int middle(List<Stretch> stretches) {
        long first = stretches.get(0).first();
        if (first >= LAST_CALL) {
            return stretches.size() / 2;
        }
        long half = first + (Math.min(stretches.get(stretches.size() - 1).first() + WIDE, LAST_CALL) - first) / 2;
        int middle = 1;
        while (middle < stretches.size() - 1 && stretches.get(middle).first() < half) {
            middle++;
        }
        return middle;
    }

    private FilterGraph.Node within(FilterGraph.Node node, List<FilterReader.Range> exceptions) {
        if (exceptions.size() > FEW) {
            int middle = exceptions.size() / 2;
            FilterGraph.Node upper = within(node, exceptions.subList(middle, exceptions.size()));
            return test(FilterGraph.AT_LEAST, exceptions.get(middle).first(), upper, within(node, exceptions.subList(0, middle)));
        }
        FilterGraph.Node found = node;
        for (FilterReader.Range exception : exceptions) {
            found = test(FilterGraph.EQUAL, exception.first(), exception.node(), found);
        }
        return found;
    }

    private FilterGraph.Node test(int comparison, long number, FilterGraph.Node then, FilterGraph.Node otherwise) {
        return graph.test(offset, ALL_BITS, comparison, (int) number, then, otherwise);
    }
}
