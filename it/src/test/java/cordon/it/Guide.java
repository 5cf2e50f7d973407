package cordon.it;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document for people that shows commands: blocks between lines of three backquotes. A command is a line that begins with {@code $} or
 * {@code #} and a blank, what it prints follows; a block whose first line names a file is that file.
 */
final class Guide {
    private static final Pattern BLOCK = Pattern.compile("^```(?:\\w+)?(?: (?<file>\\S+))?\\n(?<text>.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern PROMPT = Pattern.compile("[$#] (?<command>\\S.*)");

    private Guide() {
    }

    /** A part of a document, in its order. */
    sealed interface Part {
    }

    /** A file to write. */
    record Text(String file, String text) implements Part {
    }

    /** A command, and the lines that it prints, {@code ...} for some that are not shown. */
    record Command(String words, List<String> prints) implements Part {
        /** Whether what is shown is that it fails. */
        boolean fails() {
            return prints.stream().anyMatch(line -> line.startsWith("error: ") || line.endsWith("denied") || line.endsWith("not permitted"));
        }
    }

    static List<Part> parts(String document) {
        List<Part> parts = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(document); block.find();) {
            if (block.group("file") != null) {
                parts.add(new Text(block.group("file"), block.group("text")));
            } else {
                commands(block.group("text"), parts);
            }
        }
        return parts;
    }

    private static void commands(String text, List<Part> parts) {
        List<String> prints = null;
        for (String line : text.lines().toList()) {
            Matcher prompt = PROMPT.matcher(line);
            if (prompt.matches()) {
                prints = new ArrayList<>();
                parts.add(new Command(prompt.group("command"), prints));
            } else if (prints != null && !line.isBlank()) {
                prints.add(line);
            }
        }
    }
}
