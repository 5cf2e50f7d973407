package cordon.backend.seccomp;

import java.util.HashMap;
import java.util.Map;

/**
 * What a filter does, as a graph of tests that ends in answers. Two nodes that do the same are one node, so that a filter
 * made of the graph has nothing twice. For one thread.
 */
final class FilterGraph {
    // linux/bpf_common.h: comparisons of the word with a number
    static final int EQUAL = 0x15;
    static final int GREATER = 0x25;
    static final int AT_LEAST = 0x35;
    static final int ANY_BIT = 0x45;

    private final Map<Node, Node> nodes = new HashMap<>();

    /** An answer, or a test with two ways on. */
    static final class Node {
        private final int offset;
        private final int mask;
        private final int comparison;
        private final int number;
        private final Node then;
        private final Node otherwise;

        private Node(int offset, int mask, int comparison, int number, Node then, Node otherwise) {
            this.offset = offset;
            this.mask = mask;
            this.comparison = comparison;
            this.number = number;
            this.then = then;
            this.otherwise = otherwise;
        }

        boolean isAnswer() {
            return then == null;
        }

        /** The answer's value, or what the word is compared with. */
        int number() {
            return number;
        }

        /** Of the word in the call's data. */
        int offset() {
            return offset;
        }

        /** The bits of the word that count. */
        int mask() {
            return mask;
        }

        /** One of the constants above. */
        int comparison() {
            return comparison;
        }

        Node then() {
            return then;
        }

        Node otherwise() {
            return otherwise;
        }

        /** Whether both look at the same bits of the same word. */
        boolean looksWhere(Node other) {
            return !isAnswer() && !other.isAnswer() && offset == other.offset && mask == other.mask;
        }

        /** Nodes further on exist once each, so that it is enough to compare which they are. */
        @Override
        public boolean equals(Object object) {
            return object instanceof Node other && offset == other.offset && mask == other.mask && comparison == other.comparison
                    && number == other.number && then == other.then && otherwise == other.otherwise;
        }

        @Override
        public int hashCode() {
            int hash = (offset * 31 + mask) * 31 + comparison;
            return ((hash * 31 + number) * 31 + System.identityHashCode(then)) * 31 + System.identityHashCode(otherwise);
        }
    }

    Node answer(int value) {
        return unique(new Node(0, 0, 0, value, null, null));
    }

    /** A test; no node of its own where it is known how it ends, or does not matter. */
    Node test(int offset, int mask, int comparison, int number, Node then, Node otherwise) {
        if (then == otherwise) {
            return then;
        }
        if (mask == 0) {
            return holds(comparison, 0, number) ? then : otherwise;
        }
        boolean never = comparison == EQUAL && (number & ~mask) != 0 || comparison == ANY_BIT && (number & mask) == 0;
        return never ? otherwise : unique(new Node(offset, mask, comparison, number, then, otherwise));
    }

    /** Whether a word compares so; words are unsigned. */
    static boolean holds(int comparison, int word, int number) {
        return switch (comparison) {
            case EQUAL -> word == number;
            case GREATER -> Integer.compareUnsigned(word, number) > 0;
            case AT_LEAST -> Integer.compareUnsigned(word, number) >= 0;
            case ANY_BIT -> (word & number) != 0;
            default -> throw new IllegalArgumentException("comparison " + comparison + " is none of a filter");
        };
    }

    private Node unique(Node node) {
        Node known = nodes.putIfAbsent(node, node);
        return known == null ? node : known;
    }
}
