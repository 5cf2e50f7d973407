package cordon.audit.verb;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.PolicyEntry;
import cordon.audit.model.Advisor;
import cordon.audit.model.Model;
import cordon.audit.model.Need;
import cordon.audit.model.Needs;
import cordon.audit.model.Verdict;
import cordon.audit.text.JsonLine;
import cordon.audit.text.Printable;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.ReportView;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/** {@code why}: whether a command may do something, which rule says so, and else what would allow it. Keeps nothing between calls. */
public final class WhyVerb implements Function {
    static final String USAGE = "cordon why [--json] SNAP.APP ACTION";

    private final Cordon cordon;
    private final Advisor advisor;

    /** @param cordon whose policies are asked */
    public WhyVerb(Cordon cordon) {
        this.cordon = cordon;
        this.advisor = new Advisor(cordon);
    }

    @Override
    public Object execute(CommandSession session, List<Object> words) throws CordonException {
        run(words, System.out);
        return null;
    }

    void run(List<Object> words, PrintStream out) throws CordonException {
        Arguments call = Arguments.parse("why", USAGE, Set.of("--json"), Set.of(), parted(words));
        if (call.has("--help")) {
            out.println("usage: " + USAGE);
            out.println("Says whether the command may do something, by which rule of which origin, and else what would allow it. ACTION is one of");
            Needs.ACTIONS.forEach(action -> out.println("  " + action));
            return;
        }
        if (call.arguments().size() < 2) {
            throw Arguments.wrong("why", "a command and an action are needed", USAGE);
        }
        AppPolicy policy = cordon.policy(call.arguments().get(0));
        Need need = need(call.arguments().subList(1, call.arguments().size()));
        Model model = model(cordon, policy);
        Verdict verdict = model.ask(policy.entries(), need);
        boolean refused = verdict.answer() == Verdict.Answer.REFUSED;
        List<String> advice = refused ? advisor.advice(policy, model, need) : List.of();
        boolean enforced = !refused || enforced(call.arguments().get(0), need);
        Map<PolicyEntry, String> backends = backends(call.arguments().get(0), verdict.because());
        List<String> edited = Edited.notes(cordon, call.arguments().get(0));
        if (call.has("--json")) {
            Map<String, Object> object = object(policy, need, verdict, enforced, backends, advice);
            object.put("locally-modified", edited);
            out.println(JsonLine.of(object));
        } else {
            print(out, policy, need, verdict, enforced, backends, advice);
            edited.forEach(note -> out.println("  " + Printable.of("note: " + note)));
        }
    }

    /** What follows the command is data, whatever it looks like; but for an option at the end. */
    private static List<Object> parted(List<Object> words) {
        List<Object> parted = new ArrayList<>(words);
        if (!parted.isEmpty() && "--json".equals(parted.get(parted.size() - 1))) {
            parted.add(0, parted.remove(parted.size() - 1));
        }
        int command = 0;
        while (command < parted.size() && String.valueOf(parted.get(command)).startsWith("-")) {
            command++;
        }
        parted.add(command, "--");
        return parted;
    }

    /** Of a command as it is confined here. */
    static Model model(Cordon cordon, AppPolicy policy) {
        return Model.of(cordon, policy);
    }

    private static Need need(List<String> words) throws CordonException {
        try {
            return Needs.parse(words);
        } catch (IllegalArgumentException e) {
            throw Arguments.wrong("why", e.getMessage(), USAGE);
        }
    }

    /** Who enforces each rule, and how faithfully. */
    private Map<PolicyEntry, String> backends(String command, List<PolicyEntry> because) throws CordonException {
        Map<PolicyEntry, String> found = new LinkedHashMap<>();
        for (ReportView.RuleView rule : cordon.enforcement(command, because)) {
            found.put(rule.entry(), rule.answers().stream().filter(answer -> answer.degree() != ReportView.Degree.NOT_ENFORCED)
                    .map(answer -> answer.backend() + " " + answer.degree().text()).collect(Collectors.joining(", ")));
        }
        return found;
    }

    /** Whether some backend would have something to do with a rule that allows it: then that backend refuses it without one. */
    private boolean enforced(String command, Need need) throws CordonException {
        List<PolicyEntry> missing = advisor.missing(need);
        return missing.isEmpty() || cordon.enforcement(command, missing).stream().anyMatch(rule -> rule.degree() != ReportView.Degree.NOT_ENFORCED);
    }

    private static void print(PrintStream out, AppPolicy policy, Need need, Verdict verdict, boolean enforced, Map<PolicyEntry, String> backends, List<String> advice) {
        List<String> lines = new ArrayList<>();
        lines.add(policy.label().text() + ": " + need.text() + ": " + word(verdict) + (verdict.note().isEmpty() ? "" : ": " + verdict.note()));
        for (PolicyEntry entry : verdict.because()) {
            String by = backends.getOrDefault(entry, "");
            lines.add("  " + entry.rule().render() + "  (" + entry.origin().describe() + (by.isEmpty() ? "" : "; " + by) + ")"
                    + (entry.reason().isEmpty() ? "" : "  # " + entry.reason()));
        }
        if (verdict.because().isEmpty()) {
            lines.add("  no rule of its policy allows it");
        }
        if (!enforced) {
            lines.add("  nothing here enforces that: the kernel lets it through as far as its own checks do");
        }
        if (policy.confinement() != Confinement.STRICT) {
            lines.add("  the command is not strictly confined: what is refused here is let through");
        }
        advice.forEach(line -> lines.add("  " + line));
        lines.forEach(line -> out.println(Printable.of(line)));
    }

    private static String word(Verdict verdict) {
        return verdict.answer().name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> object(AppPolicy policy, Need need, Verdict verdict, boolean enforced, Map<PolicyEntry, String> backends, List<String> advice) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("label", policy.label().text());
        object.put("action", need.text());
        object.put("answer", word(verdict));
        object.put("note", verdict.note());
        object.put("enforced", enforced);
        object.put("rules", verdict.because().stream().map(entry -> Map.of("rule", entry.rule().render(), "origin", entry.origin().describe(), "reason", entry.reason(),
                "backends", backends.getOrDefault(entry, ""))).toList());
        object.put("advice", advice);
        return object;
    }
}
