package cordon.core.snapyaml;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rules for commands and for paths inside the snap. A command is split at spaces and executed; no shell reads it, so
 * that there is no quoting, and the characters that a shell or a profile would give a meaning are refused.
 */
final class Commands {

    private static final Pattern COMMAND = Pattern.compile("[A-Za-z0-9/. _#:$-]*+");
    private static final Pattern PROGRAM = Pattern.compile("[A-Za-z0-9/._#:-]++");
    private static final Pattern IN_SNAP = Pattern.compile("[A-Za-z0-9/._#:@+=~-]++");

    private Commands() {
    }

    /** A command with its arguments, words separated by single spaces; empty if the key is absent or wrong. */
    static String command(Section section, String key) {
        String text = section.text(key).strip();
        if (text.isEmpty()) {
            if (section.has(key) && section.value(key).get() instanceof YamlValue.Scalar) {
                section.problem(key, "is blank; write the program's path in the snap, or remove the key");
            }
            return "";
        }
        if (!COMMAND.matcher(text).matches()) {
            section.problem(key, Shown.quoted(text) + " holds a character that no command can; possible are letters, digits, spaces "
                    + "and / . _ # : $ -; no shell reads it, so put anything else into a script");
            return "";
        }
        List<String> words = Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
        Optional<String> wrong = wrongProgram(words.get(0));
        if (wrong.isPresent()) {
            section.problem(key, wrong.get());
            return "";
        }
        return String.join(" ", words);
    }

    /** The programs of {@code command-chain}. */
    static List<String> chain(Section section) {
        return section.texts("command-chain", program -> wrongProgram(program).isEmpty(),
                "a program is named by its path relative to the snap, without \"..\", of letters, digits and / . _ # : -");
    }

    /** The path of a file in the snap; empty if the key is absent or wrong. */
    static String path(Section section, String key) {
        return section.text(key, path -> IN_SNAP.matcher(path).matches() && staysInSnap(path),
                "a path is relative to the snap, without \"..\", of letters, digits and / . _ # : @ + = ~ -");
    }

    private static Optional<String> wrongProgram(String program) {
        if (program.startsWith("/") || program.startsWith("$")) {
            return Optional.of(Shown.quoted(program) + " does not lie in the snap; write the path relative to the snap, such as bin/foo");
        }
        if (!PROGRAM.matcher(program).matches()) {
            return Optional.of(Shown.quoted(program) + " is no program's path; possible are letters, digits and / . _ # : -");
        }
        if (!staysInSnap(program)) {
            return Optional.of(Shown.quoted(program) + " leaves the snap by \"..\"; write the path relative to the snap, such as bin/foo");
        }
        return Optional.empty();
    }

    private static boolean staysInSnap(String path) {
        return !path.startsWith("/") && !Arrays.asList(path.split("/")).contains("..");
    }
}
