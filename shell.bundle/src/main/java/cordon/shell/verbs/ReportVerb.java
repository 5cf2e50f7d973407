package cordon.shell.verbs;

import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.ProfileView;
import cordon.core.ReportView;
import cordon.shell.text.Json;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code report SNAP.APP}: how faithfully each rule of a command is enforced here. */
final class ReportVerb extends Verb {
    private static final Option ALL = new Option("--all", "list rules that are enforced exactly one by one, too");

    private final Cordon cordon;

    ReportVerb(Cordon cordon) {
        super(Syntax.of("report", Who.ANYONE, "Tell how faithfully the rules of a command are enforced here, and by what").arguments("SNAP[.APP]")
                .options(ALL, Option.JSON)
                .details("What no backend enforces comes first. A rule is stricter where less is allowed than it says, weaker where more is."));
        this.cordon = cordon;
    }

    @Override
    protected void run(Call call, Parsed words) throws CordonException {
        ReportView report = cordon.report(words.argument(0));
        List<ProfileView> modified = Modified.of(cordon, words.argument(0));
        if (words.has(Option.JSON)) {
            Map<String, Object> json = json(report);
            json.put("modified", modified.stream().map(profile -> profile.file().toString()).toList());
            call.out().println(Json.write(json));
        } else {
            Modified.lines(modified).forEach(line -> call.out().println("note: " + line));
            ReportText.lines(report, words.has(ALL)).forEach(line -> call.out().println(Table.printable(line)));
        }
    }

    private static Map<String, Object> json(ReportView report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("command", report.command());
        json.put("verdict", report.verdict());
        json.put("confinement", report.confinement().text());
        json.put("backends", report.backends().stream().map(BackendsVerb::data).toList());
        json.put("rules", report.rules().stream().map(ReportVerb::json).toList());
        return json;
    }

    private static Map<String, Object> json(ReportView.RuleView rule) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", rule.entry().rule().kind());
        json.put("rule", rule.entry().rule().render());
        json.put("origin", rule.entry().origin().describe());
        json.put("reason", rule.entry().reason());
        json.put("enforced", rule.degree().text());
        json.put("backends", rule.answers().stream().map(answer -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("backend", answer.backend());
            one.put("enforced", answer.degree().text());
            one.put("reason", answer.enforcement().reason());
            return one;
        }).toList());
        return json;
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() == 1 ? new Words(cordon).commands() : List.of();
    }
}
