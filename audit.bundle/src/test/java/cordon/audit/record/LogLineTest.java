package cordon.audit.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The corpus. */
class LogLineTest {
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

    @Test
    void aLineWithoutEndIsCutAndReadQuickly() {
        String huge = "[    1.0] audit: type=1400 audit(1.000:5): apparmor=\"DENIED\" operation=\"open\" name=\"" + "a=\"".repeat(1_000_000);
        assertEquals(1, LogLine.read(huge).size());
        assertEquals(List.of(), LogLine.read("type=".repeat(1_000_000)));
        assertEquals(List.of(), LogLine.read("{\"" + "[\\u0000".repeat(1_000_000)));
    }
}
