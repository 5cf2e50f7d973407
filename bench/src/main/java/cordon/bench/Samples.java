package cordon.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Durations of one thing that was measured again and again. */
final class Samples {
    private final long[] nanos;
    private int count;

    private Samples(int most) {
        this.nanos = new long[most];
    }

    /** Something that is measured. */
    interface Action {
        void run() throws Exception;
    }

    /**
     * Measures several things in turns, so that what else the machine does falls on all alike.
     *
     * @param pause before each, in milliseconds
     * @return for each its durations
     */
    static List<Samples> inTurns(List<Action> actions, int rounds, int pause) throws Exception {
        List<Samples> samples = new ArrayList<>();
        actions.forEach(action -> samples.add(new Samples(rounds)));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < actions.size(); i++) {
                Thread.sleep(pause);
                long start = System.nanoTime();
                actions.get(i).run();
                samples.get(i).nanos[samples.get(i).count++] = System.nanoTime() - start;
            }
        }
        return samples;
    }

    double medianMillis() {
        return quantile(0.5);
    }

    double quantile(double part) {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(count - 1, part * count)] / 1e6;
    }
}
