package cordon.audit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CoverTest {
    private static Cover.Option<String> option(String what, int cost, int... covers) {
        BitSet bits = new BitSet();
        for (int one : covers) {
            bits.set(one);
        }
        return new Cover.Option<>(what, bits, cost);
    }

    @Test
    void theSetThatCostsLeastIsTakenNotTheOneWithTheFewestMembers() {
        assertEquals(List.of("network", "observe"), Cover.of(List.of(option("control", 400, 0, 1), option("network", 30, 0), option("observe", 60, 1))));
        assertEquals(List.of("control"), Cover.of(List.of(option("control", 80, 0, 1), option("network", 30, 0), option("observe", 60, 1))));
    }

    @Test
    void whatCoversNothingNewIsNotTaken() {
        assertEquals(List.of("both"), Cover.of(List.of(option("both", 5, 0, 1), option("one", 4, 0), option("other", 4, 1))));
        assertEquals(List.of(), Cover.of(List.<Cover.Option<String>>of()));
    }

    @Test
    void itIsTheCheapestOfAllThatCover() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Cover.Option<String>> options = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                options.add(option("o" + i, 1 + random.nextInt(50), random.nextInt(6), random.nextInt(6)));
            }
            List<String> chosen = Cover.of(options);
            int cost = options.stream().filter(one -> chosen.contains(one.what())).mapToInt(Cover.Option::cost).sum();
            assertEquals(cheapest(options), cost, options::toString);
        }
    }

    private static int cheapest(List<Cover.Option<String>> options) {
        BitSet all = new BitSet();
        options.forEach(option -> all.or(option.covers()));
        int best = Integer.MAX_VALUE;
        for (int set = 0; set < 1 << options.size(); set++) {
            BitSet covered = new BitSet();
            int cost = 0;
            for (int i = 0; i < options.size(); i++) {
                if ((set >> i & 1) != 0) {
                    covered.or(options.get(i).covers());
                    cost += options.get(i).cost();
                }
            }
            best = covered.equals(all) ? Math.min(best, cost) : best;
        }
        return best;
    }
}
