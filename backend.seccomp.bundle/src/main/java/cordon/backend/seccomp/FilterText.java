package cordon.backend.seccomp;

import cordon.api.policy.SyscallCondition;
import cordon.api.policy.SyscallRule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.stream.Collectors;

/**
 * A profile in the classic language, read. A line is one of
 * <pre>
 * NAME [CONDITION]...    the call is allowed where all conditions hold; several lines for one call add up
 * ~NAME [CONDITION]...   the call is refused there, whatever other lines allow
 * {@literal @}complain              what is not allowed is logged, and carried out
 * {@literal @}unrestricted          no filter at all
 * </pre>
 * A condition is {@code -} (any), {@code N}, {@code !N}, {@code <N}, {@code <=N}, {@code >N}, {@code >=N} or {@code |N} (all bits of
 * N), where N is a number, a constant, {@code u:NAME} or {@code g:NAME}. From {@code #}, at the start or after a blank, a line is a
 * comment.
 *
 * @param mode  what happens to calls that no line allows
 * @param rules each with the number of its first line
 */
record FilterText(Mode mode, Map<SyscallRule, Integer> rules) {

    /** What happens to calls that no line allows. */
    enum Mode {
        /** They fail. */
        ENFORCE,
        /** They are logged. */
        COMPLAIN,
        /** There is no filter. */
        UNRESTRICTED
    }

    /**
     * What decides how a filter works: profiles of equal meaning have equal filters.
     *
     * @param rules SHA-256 of all of them, whatever their order, hexadecimal: it is kept for each command
     */
    record Meaning(Mode mode, String rules) {
    }

    Meaning meaning() {
        String all = rules.keySet().stream().map(FilterText::line).sorted().collect(Collectors.joining("\n"));
        try {
            return new Meaning(mode, HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256 (MessageDigest)", e);
        }
    }

    /** From the first line on that is no comment: what comes before says nothing, and names the command. */
    static String withoutHead(String text) {
        int start = 0;
        while (text.startsWith("#", start) && text.indexOf('\n', start) >= 0) {
            start = text.indexOf('\n', start) + 1;
        }
        return text.substring(start);
    }

    /** @throws FilterTextException with the number of the line that is wrong */
    static FilterText parse(String text) throws FilterTextException {
        Mode mode = Mode.ENFORCE;
        Map<SyscallRule, Integer> rules = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String content = withoutComment(line).strip();
            if (content.startsWith("@")) {
                Mode said = directive(content, number);
                // Of two directives the one that takes more away from the filter would win by accident of order.
                if (mode != Mode.ENFORCE && mode != said) {
                    throw new FilterTextException(number, "\"" + content + "\" contradicts a line above");
                }
                mode = said;
            } else if (!content.isEmpty()) {
                rules.putIfAbsent(rule(content, number), number);
            }
        }
        return new FilterText(mode, rules);
    }

    private static String withoutComment(String line) {
        for (int i = line.indexOf('#'); i >= 0; i = line.indexOf('#', i + 1)) {
            if (i == 0 || line.charAt(i - 1) == ' ' || line.charAt(i - 1) == '\t') {
                return line.substring(0, i);
            }
        }
        return line;
    }

    private static Mode directive(String content, int number) throws FilterTextException {
        return switch (content) {
            case "@complain" -> Mode.COMPLAIN;
            case "@unrestricted" -> Mode.UNRESTRICTED;
            default -> throw new FilterTextException(number, "\"" + content + "\" is no directive; there are @complain and @unrestricted");
        };
    }

    private static SyscallRule rule(String content, int number) throws FilterTextException {
        boolean deny = content.startsWith("~");
        StringTokenizer words = new StringTokenizer(content.substring(deny ? 1 : 0), " \t");
        try {
            String name = words.hasMoreTokens() ? words.nextToken() : "";
            List<SyscallCondition> conditions = new ArrayList<>();
            while (words.hasMoreTokens()) {
                conditions.add(SyscallCondition.parse(words.nextToken()));
            }
            return new SyscallRule(name, conditions, deny);
        } catch (IllegalArgumentException e) {
            throw new FilterTextException(number, e.getMessage());
        }
    }

    /** A rule as a line of the language. */
    static String line(SyscallRule rule) {
        return rule.deny() ? "~" + new SyscallRule(rule.name(), rule.conditions()).text() : rule.text();
    }
}
