package cordon.core.snapyaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.StringTokenizer;
import java.util.regex.Pattern;

/**
 * The shape of an SPDX license expression (SPDX specification 2.3, annex D): identifiers joined by AND, OR and WITH, with
 * brackets. Whether an identifier is on SPDX's list is not judged, for the list grows.
 */
final class License {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]++(?::[A-Za-z0-9.-]++)?\\+?");

    private License() {
    }

    static boolean isExpression(String text) {
        StringTokenizer tokens = new StringTokenizer(text, " ()", true);
        Deque<String> open = new ArrayDeque<>();
        boolean operandNext = true;
        while (tokens.hasMoreTokens()) {
            String token = tokens.nextToken();
            if (token.equals(" ")) {
                continue;
            }
            boolean operator = List.of("AND", "OR", "WITH").contains(token);
            if (token.equals("(") ? !operandNext : token.equals(")") ? operandNext || open.isEmpty() : operator == operandNext) {
                return false;
            }
            if (token.equals("(")) {
                open.push(token);
            } else if (token.equals(")")) {
                open.pop();
            } else if (!operator && !ID.matcher(token).matches()) {
                return false;
            } else {
                operandNext = operator;
            }
        }
        return !operandNext && open.isEmpty();
    }
}
