package cordon.core.manage;

import java.util.Iterator;
import java.util.SortedMap;

/**
 * Finds what differs between two maps in natural order by going along both at once: of two moments, nearly all is the same object, and to look each up
 * is most of what a small change costs where there is much. Pure.
 */
final class Differing {
    private Differing() {
    }

    /** Is told of one of a kind, before and after; null where it was not, or is not, there. */
    @FunctionalInterface
    interface Pair<K, T> {
        void look(K key, T before, T after);
    }

    /** Tells of each that is another object, in order. */
    static <K extends Comparable<K>, T> void each(SortedMap<K, T> before, SortedMap<K, T> after, Pair<K, T> pair) {
        Cursor<K, T> old = new Cursor<>(before);
        Cursor<K, T> now = new Cursor<>(after);
        while (old.key != null || now.key != null) {
            int order = old.key == now.key ? 0 : old.key == null ? 1 : now.key == null ? -1 : old.key.compareTo(now.key);
            if (order != 0 || old.value != now.value) {
                pair.look(order < 0 ? old.key : now.key, order <= 0 ? old.value : null, order >= 0 ? now.value : null);
            }
            if (order <= 0) {
                old.advance();
            }
            if (order >= 0) {
                now.advance();
            }
        }
    }

    /** A place in a map. Entries of a map that cannot be changed would be made one by one, hence the two. */
    private static final class Cursor<K, T> {
        private final Iterator<K> keys;
        private final Iterator<T> values;
        private K key;
        private T value;

        Cursor(SortedMap<K, T> map) {
            keys = map.keySet().iterator();
            values = map.values().iterator();
            advance();
        }

        /** To the next; at the end there is no key. */
        void advance() {
            key = keys.hasNext() ? keys.next() : null;
            value = values.hasNext() ? values.next() : null;
        }
    }
}
