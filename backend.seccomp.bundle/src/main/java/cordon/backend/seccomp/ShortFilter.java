package cordon.backend.seccomp;

import cordon.linux.BpfProgram;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A filter that answers as another does, in fewer instructions: every launch pays for each of them when the kernel translates it. A
 * binary search finds the number of the call; the tests of arguments that follow stand there once for all calls and architectures that
 * have the same. For one thread.
 */
final class ShortFilter {
    private static final int ALL_BITS = -1;
    /** No architecture has it. */
    private static final int NO_ARCH = 0;

    private final FilterGraph graph = new FilterGraph();
    private final BackwardProgram program = new BackwardProgram();
    private final Set<FilterGraph.Node> loading = new HashSet<>();
    private final Set<FilterGraph.Node> unlikely = new HashSet<>();
    private final Map<FilterGraph.Node, Integer> loads = new HashMap<>();
    private final Map<FilterGraph.Node, Integer> places = new HashMap<>();

    private ShortFilter() {
    }

    /**
     * Makes it.
     *
     * @param architectures that the filter answers for, the likeliest first; all others get one answer
     */
    static BpfProgram of(BpfProgram filter, List<Syscalls> architectures) {
        ShortFilter made = new ShortFilter();
        FilterGraph.Node root = made.search(filter, NO_ARCH);
        for (int i = architectures.size() - 1; i >= 0; i--) {
            int arch = architectures.get(i).arch().auditArch();
            FilterGraph.Node search = made.search(filter, arch);
            if (i > 0) {
                made.unlikely.add(search);
            }
            root = made.graph.test(BackwardProgram.ARCH, ALL_BITS, FilterGraph.EQUAL, arch, search, root);
        }
        made.loading.add(root);
        made.findLoading(root, new HashSet<>());
        made.place(root);
        return made.program.finish(made.entry(root));
    }

    /** From the number of the call to what is to be done for it. */
    private FilterGraph.Node search(BpfProgram filter, int arch) {
        return new NumberSearch(graph, BackwardProgram.NUMBER).among(FilterReader.read(filter, arch, graph));
    }

    /** The tests that come after one of another word, and have to load theirs. */
    private void findLoading(FilterGraph.Node node, Set<FilterGraph.Node> seen) {
        if (!node.isAnswer() && seen.add(node)) {
            for (FilterGraph.Node next : List.of(node.then(), node.otherwise())) {
                if (!next.isAnswer() && !next.looksWhere(node)) {
                    loading.add(next);
                }
                findLoading(next, seen);
            }
        }
    }

    private void place(FilterGraph.Node node) {
        if (places.containsKey(node)) {
            return;
        }
        if (node.isAnswer()) {
            places.put(node, program.answer(node.number()));
            return;
        }
        place(node.otherwise());
        place(node.then());
        places.put(node, program.jump(node.comparison(), node.number(), from(node, node.then()), from(node, node.otherwise())));
        if (loading.contains(node)) {
            loads.put(node, load(node));
        }
    }

    /**
     * A new filter is asked about every number of every architecture, to remember those that it allows whatever their arguments
     * (seccomp_cache_prepare(), Linux 5.11). It gives up where an argument is loaded: most programs make no call of the unlikely
     * architectures, and each launch would wait for thousands of answers.
     */
    private int load(FilterGraph.Node node) {
        int load = program.load(node.offset(), node.mask());
        return unlikely.contains(node) ? program.load(BackwardProgram.ARGUMENTS, ALL_BITS) : load;
    }

    private int from(FilterGraph.Node node, FilterGraph.Node next) {
        return next.looksWhere(node) ? places.get(next) : entry(next);
    }

    private int entry(FilterGraph.Node node) {
        return node.isAnswer() ? places.get(node) : loads.get(node);
    }
}
