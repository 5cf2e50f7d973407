package cordon.backend.apparmor;

import cordon.api.backend.StoredProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose rule it is that the parser refuses. Where it names a line, the section around that line tells; some errors have none (two rules
 * that contradict each other, for instance), and then the profile is compiled without each section in turn.
 */
final class Fault {
    private static final Pattern AT_LINE = Pattern.compile("AppArmor parser error for (\\S+) in .*at line (\\d+): (.*)");

    private final Parser parser;
    private final Workspace workspace;
    private final List<StoredProfile> profiles;

    /** @param profiles those that were compiled together */
    Fault(Parser parser, Workspace workspace, List<StoredProfile> profiles) {
        this.parser = parser;
        this.workspace = workspace;
        this.profiles = profiles;
    }

    /** The error for people. @param output what the parser printed */
    String explain(String output) throws IOException {
        Matcher matcher = AT_LINE.matcher(output);
        if (matcher.find()) {
            for (StoredProfile profile : profiles) {
                if (profile.file().toString().equals(matcher.group(1))) {
                    return atLine(profile, Integer.parseInt(matcher.group(2)), matcher.group(3));
                }
            }
        }
        for (StoredProfile profile : profiles) {
            Parser.Outcome alone = parser.check(workspace, profile.file());
            if (!alone.succeeded()) {
                String whose = withoutEach(profile).map(section -> " without the rules of \"" + section + "\" it can").orElse("");
                return "the profile of " + profile.label() + " cannot be compiled" + (whose.isEmpty() ? "" : ";" + whose) + ": " + oneLine(alone.output());
            }
        }
        return "the profiles cannot be compiled: " + oneLine(output);
    }

    /** The parser may name the line after the one that it could not finish. */
    private static String atLine(StoredProfile profile, int number, String error) {
        List<String> lines = profile.text().lines().toList();
        String line = number <= lines.size() ? lines.get(number - 1).strip() : "";
        String section = "";
        for (int i = Math.min(number, lines.size()) - 1; i >= 0 && section.isEmpty(); i--) {
            if (lines.get(i).startsWith(ProfileText.SECTION)) {
                section = lines.get(i).substring(ProfileText.SECTION.length());
            }
        }
        return "a rule" + (section.isEmpty() ? "" : " of \"" + section + "\"") + " cannot be compiled: " + profile.file() + ":" + number
                + " (" + line + "): " + oneLine(error);
    }

    /** The section without which the profile compiles; the template's is suspected last. */
    private Optional<String> withoutEach(StoredProfile profile) throws IOException {
        List<String> lines = profile.text().lines().toList();
        List<Integer> sections = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(ProfileText.SECTION)) {
                sections.add(i);
            }
        }
        Collections.reverse(sections);
        for (int section : sections) {
            List<String> rest = new ArrayList<>(lines);
            int end = section + 1;
            while (end < lines.size() && !lines.get(end).startsWith(ProfileText.SECTION) && !lines.get(end).startsWith("}")) {
                end++;
            }
            rest.subList(section, end).clear();
            if (compiles(rest)) {
                return Optional.of(lines.get(section).substring(ProfileText.SECTION.length()));
            }
        }
        return Optional.empty();
    }

    private boolean compiles(List<String> lines) throws IOException {
        Path text = Files.createTempFile("cordon-apparmor-", ".part");
        try {
            Files.write(text, lines);
            return parser.check(workspace, text).succeeded();
        } finally {
            Files.delete(text);
        }
    }

    private static String oneLine(String output) {
        return String.join("; ", output.lines().map(String::strip).filter(line -> !line.isEmpty()).limit(4).toList());
    }
}
