package cordon.audit.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The corpus, and what becomes of it when it is damaged. */
class LogLineTest {
    private static final int MUTATIONS = 200_000;

    @Test
    void everyLineOfTheCorpusSaysWhatIsExpected() throws IOException {
        List<Corpus> corpus = Corpus.all();
        assertTrue(corpus.size() >= 150, "the corpus has " + corpus.size() + " lines");
        List<String> wrong = new ArrayList<>();
        for (Corpus entry : corpus) {
            List<String> found = LogLine.read(entry.line()).stream().map(RecordText::of).toList();
            if (!found.equals(entry.expected())) {
                wrong.add(entry.line() + "\n  expected " + entry.expected() + "\n  found    " + found);
            }
        }
        assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
    }

    /** Cutting, doubling, exchanging and joining: nothing throws, and nothing takes long. The seed is fixed, the count too. */
    @Test
    void noDamageMakesTheReaderFail() throws IOException {
        List<String> lines = Corpus.all().stream().map(Corpus::line).toList();
        Random random = new Random(20);
        for (int i = 0; i < MUTATIONS; i++) {
            String line = lines.get(random.nextInt(lines.size()));
            for (int k = random.nextInt(4); k >= 0; k--) {
                line = damaged(line, lines.get(random.nextInt(lines.size())), random);
            }
            for (LogRecord record : LogLine.read(line)) {
                RecordText.of(record);
            }
        }
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

    @Test
    void aLineWithoutEndIsCutAndReadQuickly() {
        String huge = "[    1.0] audit: type=1400 audit(1.000:5): apparmor=\"DENIED\" operation=\"open\" name=\"" + "a=\"".repeat(1_000_000);
        assertEquals(1, LogLine.read(huge).size());
        assertEquals(List.of(), LogLine.read("type=".repeat(1_000_000)));
        assertEquals(List.of(), LogLine.read("{\"" + "[\\u0000".repeat(1_000_000)));
    }
}
