package cordon.backend.landlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.policy.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Holds the template's file rules against what the field's sandbox answers; each difference has a reason. */
class TemplateParityTest {
    @Test
    void theTemplateAnswersAsTheFieldDoesExceptWhereSaid() throws IOException {
        List<Rule> rules = FileTemplate.read(FileTemplate.FILE);
        Map<String, String> reasons = reasons();
        List<String> unexplained = new ArrayList<>();
        int files = 0;
        int other = 0;
        int different = 0;
        for (String line : lines("default.files.tsv").subList(1, lines("default.files.tsv").size())) {
            String[] fields = line.split("\t");
            if (!fields[0].startsWith("/")) {
                other++;
                continue;
            }
            files++;
            String verdict = FileTemplate.verdict(rules, fields[0]);
            if (!verdict.equals(fields[1])) {
                different++;
                if (reasons.remove(fields[0] + "\t" + verdict) == null) {
                    unexplained.add(fields[0] + ": field " + fields[1] + ", here " + verdict);
                }
            }
        }
        System.out.printf("file probes: %d, different: %d (%.1f %% agree); probes of other kinds, not judged here: %d%n",
                files, different, 100.0 * (files - different) / files, other);
        assertEquals(List.of(), unexplained);
        assertEquals(Map.of(), reasons, "reasons for differences that are none");
        assertTrue(different <= files * 3 / 100, different + " of " + files + " probes differ");
    }

    @Test
    void theHomeInterfaceOpensWhatItDoesInTheField() throws IOException {
        List<Rule> template = FileTemplate.read(FileTemplate.FILE);
        List<Rule> connected = new ArrayList<>(template);
        connected.addAll(FileTemplate.readInterface(Path.of("../iface.home.bundle/interface.yaml")));
        for (String line : lines("home.tsv").subList(1, lines("home.tsv").size())) {
            String[] fields = line.split("\t");
            assertEquals(fields[1], FileTemplate.verdict(template, fields[0]), fields[0] + " without");
            assertEquals(fields[2], FileTemplate.verdict(connected, fields[0]), fields[0] + " with");
        }
        for (String refused : List.of("/home/u/.bashrc r owner", "/home/u/.ssh/id r owner", "/home/u/bin/tool w owner", "/home/u/bin/ w owner",
                "/home/u/bin w owner", "/home/u/snap/other/1/x r owner", "/home/u/snap/ w owner", "/home/u/doc.txt r", "/home/other/doc r owner")) {
            assertEquals("deny", FileTemplate.verdict(connected, refused), refused);
        }
    }

    /** The rows of the table in the documents that says where files are answered for otherwise, and why. */
    private static Map<String, String> reasons() throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        String table = Files.readString(Path.of("../docs/PARITY.md")).split("\n## Files of the default template\n", 2)[1].split("\n## ", 2)[0];
        for (String line : table.lines().filter(row -> row.startsWith("| `")).toList()) {
            String[] cells = line.split(" *\\| *");
            reasons.put(cells[1].replace("`", "") + "\t" + cells[2], cells[3]);
        }
        return reasons;
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = TemplateParityTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).toList();
        }
    }
}
