package cordon.backend.seccomp;

import cordon.linux.BpfProgram;
import cordon.linux.BpfProgram.Instruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Follows a filter for one architecture and one number of a call: what is left are the tests of its arguments. For one thread.
 */
final class FilterReader {
    private static final int LOAD = 0x20;
    private static final int AND = 0x54;
    private static final int JUMP = 0x05;
    private static final int RETURN = 0x06;
    private static final long LAST = 0xffffffffL;

    private final List<Instruction> program;
    private final int auditArch;
    private final FilterGraph graph;
    private final int number;
    private final Map<Position, FilterGraph.Node> known = new HashMap<>();

    /**
     * Numbers that the filter treats alike.
     *
     * @param first of them; they go up to the next range
     * @param node  what is left to do
     */
    record Range(long first, FilterGraph.Node node) {
    }

    /** Where the filter is: at a test, with some bits of an argument loaded. */
    private record Position(int at, int offset, int mask) {
    }

    private FilterReader(BpfProgram program, int auditArch, FilterGraph graph, int number) {
        this.program = program.instructions();
        this.auditArch = auditArch;
        this.graph = graph;
        this.number = number;
    }

    /**
     * The ranges of all 32-bit numbers, in order; neighbours differ.
     *
     * @param auditArch the architecture, as the kernel says it
     */
    static List<Range> read(BpfProgram program, int auditArch, FilterGraph graph) {
        List<Range> ranges = new ArrayList<>();
        for (long first : firsts(program)) {
            append(ranges, first, new FilterReader(program, auditArch, graph, (int) first).follow(0, -1, 0));
        }
        return ranges;
    }

    /** Where ranges may begin: no comparison of a number ends in two ways for those up to the next. */
    private static SortedSet<Long> firsts(BpfProgram program) {
        SortedSet<Long> firsts = new TreeSet<>(List.of(0L));
        for (Instruction i : program.instructions()) {
            long number = Integer.toUnsignedLong(i.k());
            if (i.code() == FilterGraph.EQUAL || i.code() == FilterGraph.AT_LEAST) {
                firsts.add(number);
            }
            if ((i.code() == FilterGraph.EQUAL || i.code() == FilterGraph.GREATER) && number < LAST) {
                firsts.add(number + 1);
            }
        }
        return firsts;
    }

    /** What is left from an instruction on: up to the first test of an argument, the number decides the way. */
    private FilterGraph.Node follow(int from, int loadedFrom, int loadedBits) {
        int at = from;
        int offset = loadedFrom;
        int mask = loadedBits;
        while (true) {
            Instruction i = program.get(at++);
            switch (i.code()) {
                case LOAD -> {
                    offset = i.k();
                    mask = -1;
                }
                case AND -> mask &= i.k();
                case JUMP -> at += i.k();
                case RETURN -> {
                    return graph.answer(i.k());
                }
                default -> {
                    if (offset != BackwardProgram.ARCH && offset != BackwardProgram.NUMBER) {
                        return test(new Position(at - 1, offset, mask));
                    }
                    at += holds(i, offset, mask) ? i.jt() : i.jf();
                }
            }
        }
    }

    private boolean holds(Instruction i, int offset, int mask) {
        if (mask != -1 || i.code() == FilterGraph.ANY_BIT) {
            throw new IllegalArgumentException("bits of a number say nothing about a range of numbers");
        }
        return FilterGraph.holds(i.code(), offset == BackwardProgram.ARCH ? auditArch : number, i.k());
    }

    private FilterGraph.Node test(Position from) {
        FilterGraph.Node node = known.get(from);
        if (node == null) {
            Instruction i = program.get(from.at());
            int next = from.at() + 1;
            node = i.code() == FilterGraph.EQUAL && from.mask() == -1 ? among(from) : graph.test(from.offset(), from.mask(), i.code(), i.k(),
                    follow(next + i.jt(), from.offset(), from.mask()), follow(next + i.jf(), from.offset(), from.mask()));
            known.put(from, node);
        }
        return node;
    }

    /** A row of comparisons of one word with one number after the other, as one search. */
    private FilterGraph.Node among(Position from) {
        SortedMap<Long, FilterGraph.Node> numbers = new TreeMap<>();
        int at = from.at();
        for (Instruction i = program.get(at); i.code() == FilterGraph.EQUAL || i.code() == JUMP; i = program.get(at)) {
            at++;
            if (i.code() == JUMP) {
                at += i.k();
            } else {
                numbers.putIfAbsent(Integer.toUnsignedLong(i.k()), follow(at + i.jt(), from.offset(), from.mask()));
                at += i.jf();
            }
        }
        FilterGraph.Node other = follow(at, from.offset(), from.mask());
        List<Range> ranges = new ArrayList<>(List.of(new Range(0, other)));
        long next = 0;
        for (Map.Entry<Long, FilterGraph.Node> number : numbers.entrySet()) {
            if (number.getKey() > next) {
                append(ranges, next, other);
            }
            append(ranges, number.getKey(), number.getValue());
            next = number.getKey() + 1;
        }
        if (next <= LAST) {
            append(ranges, next, other);
        }
        return new NumberSearch(graph, from.offset()).among(ranges);
    }

    private static void append(List<Range> ranges, long first, FilterGraph.Node node) {
        int last = ranges.size() - 1;
        if (last >= 0 && ranges.get(last).first() == first) {
            ranges.remove(last--);
        }
        if (last < 0 || ranges.get(last).node() != node) {
            ranges.add(new Range(first, node));
        }
    }
}
