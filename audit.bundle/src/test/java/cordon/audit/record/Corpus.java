package cordon.audit.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of {@code corpus.txt}, with what each says. */
record Corpus(String line, List<String> expected) {
    private static final Pattern ESCAPED = Pattern.compile("\\\\x(0[0-9a-f]|1[0-9a-f])");

    static List<Corpus> all() throws IOException {
        List<Corpus> entries = new ArrayList<>();
        try (InputStream in = Corpus.class.getResourceAsStream("corpus.txt")) {
            for (String text : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (text.startsWith("< ")) {
                    String line = ESCAPED.matcher(text.substring(2)).replaceAll(match -> String.valueOf((char) Integer.parseInt(match.group(1), 16)));
                    entries.add(new Corpus(line, new ArrayList<>()));
                } else if (text.startsWith("=> ") && !text.equals("=> nothing")) {
                    entries.get(entries.size() - 1).expected.add(text.substring(3));
                }
            }
        }
        return entries;
    }
}
