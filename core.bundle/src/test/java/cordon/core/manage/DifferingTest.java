package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What differs between two maps is found, in order, and nothing else. */
class DifferingTest {
    private static List<String> between(SortedMap<String, Object> before, SortedMap<String, Object> after) {
        List<String> told = new ArrayList<>();
        Differing.each(before, after, (key, old, now) -> told.add(key + " " + old + " " + now));
        return told;
    }

    private static SortedMap<String, Object> map(Object... keysAndValues) {
        SortedMap<String, Object> map = new TreeMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    @Test
    void whatCameWentAndChangedIsTold() {
        assertEquals(List.of("a 1 null", "b 2 3", "d null 5"), between(map("a", 1, "b", 2, "c", 4), map("b", 3, "c", 4, "d", 5)));
        assertEquals(List.of("a null 1"), between(map(), map("a", 1)));
        assertEquals(List.of("a 1 null"), between(map("a", 1), map()));
        assertEquals(List.of(), between(map(), map()));
    }

    @Test
    void anEqualObjectIsAnother() {
        Object one = new StringBuilder("x").toString();
        Object other = new StringBuilder("x").toString();
        assertEquals(List.of("a x x"), between(map("a", one), map("a", other)));
        assertEquals(List.of(), between(map("a", one), map("a", one)));
    }

    @Test
    void itIsWhatLookingUpEachKeyFinds() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            SortedMap<String, Object> before = new TreeMap<>();
            SortedMap<String, Object> after = new TreeMap<>();
            for (int i = 0; i < 20; i++) {
                before.put("k" + random.nextInt(30), random.nextInt(3));
                after.put("k" + random.nextInt(30), random.nextInt(3));
            }
            List<String> expected = new ArrayList<>();
            TreeSet<String> keys = new TreeSet<>(before.keySet());
            keys.addAll(after.keySet());
            keys.stream().filter(key -> before.get(key) != after.get(key)).forEach(key -> expected.add(key + " " + before.get(key) + " " + after.get(key)));
            assertEquals(expected, between(before, after));
        }
    }
}
