package cordon.backend.landlock;

import cordon.api.policy.ExecTransition;
import cordon.api.policy.FileAccess;
import cordon.api.policy.FileRule;
import cordon.api.policy.Rule;
import cordon.api.policy.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The template's file rules and how they answer, as the policy language means them. */
final class FileTemplate {
    static final Path FILE = Path.of("../core.bundle/src/main/resources/cordon/core/compose/template/files.rules");
    private static final Map<String, FileAccess> LETTERS = Map.of("r", FileAccess.READ, "w", FileAccess.WRITE, "m", FileAccess.MAP,
            "k", FileAccess.LOCK, "l", FileAccess.LINK, "x", FileAccess.EXECUTE);

    private FileTemplate() {
    }

    /** The rules of a {@code .rules} file. */
    static List<Rule> read(Path file) throws IOException {
        List<Rule> rules = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            String text = line.replaceFirst("(^|\\s+)#.*", "").strip();
            if (!text.isEmpty()) {
                int colon = text.indexOf(": ");
                rules.add(Rules.parse(text.substring(0, colon), text.substring(colon + 2).strip()));
            }
        }
        return rules;
    }

    /** The file rules of an {@code interface.yaml}. */
    static List<Rule> readInterface(Path file) throws IOException {
        List<Rule> rules = new ArrayList<>();
        Pattern line = Pattern.compile(" +- file: \"?([^\"#]*)\"?( +#.*)?");
        for (String text : Files.readAllLines(file)) {
            Matcher matcher = line.matcher(text);
            if (matcher.matches()) {
                rules.add(Rules.parse("file", matcher.group(1).strip()));
            }
        }
        return rules;
    }

    static Map<String, List<String>> variables(String home, String user) {
        return Map.of("PROC", List.of("/proc"), "HOME", List.of(home, "/root"), "RUN_USER", List.of("/run/user/" + user),
                "SNAP_NAME", List.of("foo"), "SNAP_INSTANCE_NAME", List.of("foo"), "SNAP_REVISION", List.of("1"), "SNAP_APP", List.of("bar"),
                "SNAP", List.of("/snap/foo/1"));
    }

    /**
     * The verdict on a probe, {@code PATH ACCESS [owner]}: {@code allow}, {@code allow i} or {@code deny}.
     *
     * @throws IllegalArgumentException when the probe is no file's
     */
    static String verdict(List<Rule> rules, String probe) {
        String[] words = probe.split(" ");
        FileAccess access = LETTERS.get(words[1]);
        boolean owner = words.length > 2 && words[2].equals("owner");
        String verdict = "deny";
        for (Rule rule : rules) {
            if (rule instanceof FileRule file && file.access().contains(access) && (owner || !file.owner() || file.deny())
                    && file.path().matches(words[0], variables("/home/u", "1000"))) {
                if (file.deny()) {
                    return "deny";
                }
                verdict = access == FileAccess.EXECUTE && file.exec() == ExecTransition.INHERIT ? "allow i" : "allow";
            }
        }
        return verdict;
    }
}
