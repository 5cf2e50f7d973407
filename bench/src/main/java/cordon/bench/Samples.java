package cordon.bench;

import java.util.Arrays;

/** Durations of one thing that was measured again and again. */
final class Samples {
    private final String name;
    private final long[] nanos;
    private int count;

    Samples(String name, int most) {
        this.name = name;
        this.nanos = new long[most];
    }

    void add(long duration) {
        nanos[count++] = duration;
    }

    String name() {
        return name;
    }

    int count() {
        return count;
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
