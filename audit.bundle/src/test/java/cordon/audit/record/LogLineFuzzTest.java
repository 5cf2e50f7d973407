package cordon.audit.record;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.audit.model.Needs;
import cordon.audit.text.Printable;
import cordon.audit.text.Wording;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The lines of the corpus cut, doubled, exchanged and joined, as long as {@code cordon.fuzz.seconds} says: "./dev verify" asks for a minute.
 * They are the same each time, unless {@code cordon.fuzz.seed} says otherwise. A failure prints the seed and the line.
 */
class LogLineFuzzTest {
    private static final long SECONDS = Long.getLong("cordon.fuzz.seconds", 3);
    private static final long SEED = Long.getLong("cordon.fuzz.seed", 20261124);
    private static final int LEAST = 1000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** Of the processor's time, which others on the machine do not take. No line of ours takes a thousandth of this. */
    private static final long HANGS_NANOS = TimeUnit.SECONDS.toNanos(10);

    @Test
    void noDamageMakesTheReaderFailOrHangOrSpeakToTheTerminal() throws IOException {
        List<String> lines = Corpus.all().stream().map(Corpus::line).toList();
        Random random = new Random(SEED);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        long count = 0;
        while (count < LEAST || System.nanoTime() < end) {
            String line = lines.get(random.nextInt(lines.size()));
            for (int k = random.nextInt(4); k >= 0; k--) {
                line = damaged(line, lines.get(random.nextInt(lines.size())), random);
            }
            read(line, "seed " + SEED + ", line " + count + ": " + line);
            count++;
        }
    }

    private static void read(String line, String told) {
        long begin = THREADS.getCurrentThreadCpuTime();
        try {
            for (LogRecord record : LogLine.read(line)) {
                if (record instanceof Denial denial) {
                    Needs.of(denial).ifPresent(need -> assertFalse(need.text().isEmpty(), told));
                    assertTrue(Printable.of(Wording.of(denial)).chars().noneMatch(Character::isISOControl), told);
                }
            }
        } catch (IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException | NullPointerException | ArithmeticException | ClassCastException e) {
            throw new AssertionError(told, e);
        }
        assertTrue(THREADS.getCurrentThreadCpuTime() - begin < HANGS_NANOS, told);
    }

    private static String damaged(String line, String other, Random random) {
        int from = random.nextInt(line.length() + 1);
        int to = from + random.nextInt(Math.min(20, line.length() - from) + 1);
        return switch (random.nextInt(7)) {
            case 0 -> line.substring(0, from);
            case 1 -> line.substring(from);
            case 2 -> line.substring(0, from) + other;
            case 3 -> line.substring(0, from) + line.substring(to);
            case 4 -> line.substring(0, to) + line.substring(from);
            case 5 -> line.substring(0, from) + "\"'\\\n\033=(,:;[]{}\u001d\u0000 0xFFFF9999".charAt(random.nextInt(26)) + line.substring(from);
            default -> line.substring(0, from) + (char) random.nextInt(0x10000) + line.substring(to);
        };
    }
}
