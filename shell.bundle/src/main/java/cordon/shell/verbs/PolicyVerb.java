package cordon.shell.verbs;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.PolicyEntry;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Who;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code policy SNAP.APP}: what the command may do, and who says so. */
final class PolicyVerb extends Listing<PolicyEntry> {
    private final Cordon cordon;

    PolicyVerb(Cordon cordon) {
        super(Syntax.of("policy", Who.ANYONE, "List the rules of a command, each with its origin").arguments("SNAP[.APP]").options(Option.JSON),
                "Kind", "Rule", "Origin", "Reason");
        this.cordon = cordon;
    }

    @Override
    List<PolicyEntry> select(Parsed words) throws CordonException {
        AppPolicy policy = cordon.policy(words.argument(0));
        return policy.entries();
    }

    @Override
    String[] row(PolicyEntry entry) {
        return new String[] {entry.rule().kind(), entry.rule().render(), entry.origin().describe(), entry.reason()};
    }

    @Override
    Map<String, Object> json(PolicyEntry entry) {
        return object(entry);
    }

    /** A rule and its origin for programs. */
    static Map<String, Object> object(PolicyEntry entry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", entry.rule().kind());
        json.put("rule", entry.rule().render());
        json.put("origin", entry.origin().describe());
        json.put("reason", entry.reason());
        return json;
    }

    @Override
    String none(Parsed words) {
        return "Nothing is allowed.";
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() == 1 ? new Words(cordon).commands() : List.of();
    }
}
