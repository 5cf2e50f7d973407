package cordon.audit.explain;

import cordon.audit.model.Need;
import cordon.audit.model.Needs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A question whose answer exposes something. They stand in {@code exposure.probes}, and nowhere else.
 *
 * @param subject what it is about
 * @param weight  how bad it is, 1 to 10
 * @param need    what is asked
 * @param meaning what whoever may do that can do
 */
public record Probe(Subject subject, int weight, Need need, String meaning) {
    private static final String FILE = "exposure.probes";

    /** All of them. @throws IllegalStateException when the bundle was built wrong */
    public static List<Probe> all() {
        try (InputStream in = Probe.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("the bundle lacks " + FILE);
            }
            List<Probe> probes = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(one -> !one.isBlank() && !one.startsWith("#")).toList()) {
                probes.add(parse(line));
            }
            return List.copyOf(probes);
        } catch (IOException e) {
            throw new UncheckedIOException("the bundle cannot be read", e);
        }
    }

    private static Probe parse(String line) {
        String[] halves = line.split("\\s+# ", 2);
        List<String> words = Arrays.asList(halves[0].split(" +"));
        try {
            return new Probe(Subject.valueOf(words.get(0).toUpperCase(Locale.ROOT)), Integer.parseInt(words.get(1)), Needs.parse(words.subList(2, words.size())), halves[1]);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IllegalStateException(FILE + ": \"" + line + "\": " + e.getMessage(), e);
        }
    }
}
