package cordon.audit.verb;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.audit.explain.Explanation;
import cordon.audit.explain.Exposure;
import cordon.audit.explain.Probe;
import cordon.audit.explain.Subject;
import cordon.audit.text.JsonLine;
import cordon.audit.text.Printable;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.RuleText;
import cordon.core.SnapView;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/** {@code explain}: what a command may do and which connection says so, or how exposed the system is to it. Keeps nothing between calls. */
public final class ExplainVerb implements Function {
    static final String USAGE = "cordon explain [--exposure] [--all] [--json] SNAP[.APP]";
    private static final List<String> HELP = List.of("usage: " + USAGE,
            "Says what a command, or each command of a snap, may do beyond what every confined command may, and which connection says so.",
            "  --exposure  scores instead, 0 to 10: how much it could do to the machine if it were hostile; docs/EXPOSURE.md says how",
            "  --all       what every confined command may do too; with --exposure also what does not count",
            "  --json      one object a line and command");

    private final Cordon cordon;
    private final List<Probe> probes = Probe.all();

    /** @param cordon whose policies are explained */
    public ExplainVerb(Cordon cordon) {
        this.cordon = cordon;
    }

    @Override
    public Object execute(CommandSession session, List<Object> words) throws CordonException {
        run(words, System.out);
        return null;
    }

    void run(List<Object> words, PrintStream out) throws CordonException {
        Arguments call = Arguments.parse("explain", USAGE, Set.of("--exposure", "--all", "--json"), Set.of(), words);
        if (call.has("--help")) {
            HELP.forEach(out::println);
            return;
        }
        if (call.arguments().size() != 1) {
            throw Arguments.wrong("explain", "one command or snap is needed", USAGE);
        }
        boolean first = true;
        for (String command : commands(call.arguments().get(0))) {
            AppPolicy policy = cordon.policy(command);
            if (call.has("--json")) {
                out.println(JsonLine.of(call.has("--exposure") ? exposure(command, policy) : explanation(command, policy, call.has("--all"))));
            } else {
                List<String> lines = new ArrayList<>(first ? List.of() : List.of(""));
                Edited.notes(cordon, command).forEach(note -> lines.add("note: " + note));
                lines.addAll(call.has("--exposure") ? exposed(command, policy, call.has("--all")) : explained(command, policy, call.has("--all")));
                lines.forEach(line -> out.println(Printable.of(line)));
                first = false;
            }
        }
    }

    /** A snap stands for its commands. */
    private List<String> commands(String name) {
        Optional<SnapView> snap = cordon.snap(name);
        List<String> names = snap.map(one -> one.commands().stream().map(SnapView.CommandView::name).toList()).orElse(List.of());
        return names.isEmpty() ? List.of(name) : names;
    }

    private static String confinement(AppPolicy policy) {
        return policy.confinement().text();
    }

    private List<String> explained(String command, AppPolicy policy, boolean all) {
        List<String> lines = new ArrayList<>();
        if (policy.confinement() == Confinement.STRICT) {
            lines.add(command + " is strictly confined (this system: " + cordon.verdict() + ")");
        } else {
            lines.add(command + " is not confined: nothing is refused to it (" + confinement(policy) + "); if it were strict, this would hold");
        }
        long everybodys = policy.entries().stream().filter(Explanation::everybodys).count();
        if (!all) {
            lines.add("It may do what every confined command may (" + everybodys + " rules; --all says them), and:");
        }
        for (Explanation.Part part : Explanation.of(policy, all).parts()) {
            lines.add(part.subject().title() + (part.groups().isEmpty() ? ": nothing" + (all ? "" : " more") : ":"));
            for (Explanation.Group group : part.groups()) {
                lines.add("  by " + group.origin().describe());
                group.lines().forEach(line -> lines.add("    " + line));
            }
        }
        return lines;
    }

    private Map<String, Object> explanation(String command, AppPolicy policy, boolean all) throws CordonException {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("command", command);
        object.put("confinement", confinement(policy));
        object.put("locally-modified", Edited.notes(cordon, command));
        for (Explanation.Part part : Explanation.of(policy, all).parts()) {
            object.put(part.subject().title(), part.groups().stream().flatMap(group -> group.entries().stream()).map(entry -> Map.of("rule", entry.rule().render(),
                    "words", RuleText.of(entry.rule()), "reason", entry.reason(), "origin", entry.origin().describe())).toList());
        }
        return object;
    }

    private List<String> exposed(String command, AppPolicy policy, boolean all) {
        Exposure exposure = Exposure.of(policy, probes);
        List<String> lines = new ArrayList<>();
        lines.add(command + ": " + score(exposure.score()) + (policy.confinement() == Confinement.STRICT ? "" : " (not confined: " + confinement(policy) + ")"));
        exposure.scores().forEach((subject, score) -> {
            lines.add(String.format(Locale.ROOT, "  %-15s %s", subject.title(), score(score)));
            for (Exposure.Finding finding : exposure.of(subject)) {
                if (finding.counts() || all) {
                    lines.add(String.format(Locale.ROOT, "    %s %2d  %s%s", finding.counts() ? "+" : "-", finding.probe().weight(), finding.probe().meaning(),
                            finding.because().map(entry -> "  (" + entry.origin().describe() + ")").orElse("")));
                }
            }
        });
        return lines;
    }

    private static String score(double score) {
        return String.format(Locale.ROOT, "%.1f %s", score, Exposure.word(score));
    }

    private Map<String, Object> exposure(String command, AppPolicy policy) throws CordonException {
        Exposure exposure = Exposure.of(policy, probes);
        Map<String, Object> scores = new LinkedHashMap<>();
        for (Map.Entry<Subject, Double> one : exposure.scores().entrySet()) {
            scores.put(one.getKey().title(), one.getValue());
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("command", command);
        object.put("confinement", confinement(policy));
        object.put("locally-modified", Edited.notes(cordon, command));
        object.put("score", exposure.score());
        object.put("scores", scores);
        object.put("counts", exposure.findings().stream().filter(Exposure.Finding::counts).map(finding -> Map.of("action", finding.probe().need().text(), "weight",
                finding.probe().weight(), "meaning", finding.probe().meaning(), "origin", finding.because().map(entry -> entry.origin().describe()).orElse(""))).toList());
        return object;
    }
}
