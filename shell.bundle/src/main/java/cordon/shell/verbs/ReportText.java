package cordon.shell.verbs;

import cordon.api.backend.Facet;
import cordon.api.policy.Confinement;
import cordon.core.BackendView;
import cordon.core.ReportView;
import cordon.core.ReportView.Answer;
import cordon.core.ReportView.Degree;
import cordon.core.ReportView.RuleView;
import cordon.shell.text.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report for people: the verdict, then the rules by how well they are enforced, the worst first, those of one reason together. Pure. */
final class ReportText {
    private ReportText() {
    }

    /** The lines. @param all whether rules that are enforced exactly are listed one by one */
    static List<String> lines(ReportView report, boolean all) {
        List<String> lines = new ArrayList<>(head(report));
        if (report.confinement() != Confinement.STRICT) {
            lines.addAll(List.of("", "Nothing is refused to it; \"cordon policy " + report.command() + "\" lists the rules that it would have if it were strict."));
            return lines;
        }
        for (Degree degree : Degree.values()) {
            List<RuleView> rules = report.rules(degree);
            if (!rules.isEmpty()) {
                lines.addAll(List.of("", title(degree) + ": " + count(rules.size(), "rule")));
                lines.addAll(degree == Degree.EXACTLY && !all ? counted(rules) : listed(rules));
            }
        }
        return lines;
    }

    private static List<String> head(ReportView report) {
        Table table = Table.plain().row("command:", report.command()).row("verdict:", report.verdict()).row("confinement:", report.confinement().text());
        String counts = Stream.of(Degree.values()).map(degree -> report.rules(degree).size() + " " + degree.text()).collect(Collectors.joining(", "));
        table.row("rules:", report.rules().size() + ": " + counts);
        for (BackendView backend : report.backends()) {
            table.row(backend == report.backends().get(0) ? "backends:" : "", backend(backend));
        }
        return table.lines();
    }

    private static String backend(BackendView backend) {
        String facets = backend.facets().stream().map(Facet::text).collect(Collectors.joining(", "));
        String limits = String.join("; ", backend.support().limits());
        return backend.name() + (facets.isEmpty() ? "" : " for " + facets) + ": " + (backend.support().available() ? backend.support().level() : "not available")
                + (limits.isEmpty() ? "" : " (" + limits + ")");
    }

    private static String title(Degree degree) {
        return switch (degree) {
            case NOT_ENFORCED -> "Not enforced by any backend";
            case WEAKER -> "Weaker than written, more is allowed";
            case STRICTER -> "Stricter than written, less is allowed";
            case EXACTLY -> "Exactly as written";
        };
    }

    private static List<String> listed(List<RuleView> rules) {
        Map<String, Table> groups = new LinkedHashMap<>();
        for (RuleView rule : rules) {
            groups.computeIfAbsent(heading(rule), heading -> Table.plain())
                    .row("    " + rule.entry().rule().render(), rule.entry().origin().describe());
        }
        List<String> lines = new ArrayList<>();
        groups.forEach((heading, table) -> {
            lines.add("  " + heading);
            lines.addAll(table.lines());
        });
        return lines;
    }

    /** Who enforces it and how; of a rule that nobody enforces, why not. */
    private static String heading(RuleView rule) {
        List<Answer> answers = rule.answers().stream().filter(answer -> rule.degree() == Degree.NOT_ENFORCED || answer.degree() != Degree.NOT_ENFORCED).toList();
        return answers.isEmpty() ? "no backend is here" : answers.stream().map(answer -> answer.backend()
                + (answer.degree() == Degree.NOT_ENFORCED ? "" : ", " + answer.degree().text())
                + (answer.enforcement().reason().isEmpty() ? "" : ": " + answer.enforcement().reason())).collect(Collectors.joining("; "));
    }

    private static List<String> counted(List<RuleView> rules) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (RuleView rule : rules) {
            String by = rule.answers().stream().filter(answer -> answer.degree() == Degree.EXACTLY).map(Answer::backend).collect(Collectors.joining(", "));
            counts.merge(by + "\n" + rule.entry().rule().kind() + "\n" + rule.entry().origin().describe(), 1, Integer::sum);
        }
        List<String> lines = new ArrayList<>();
        counts.forEach((key, number) -> {
            String[] parts = key.split("\n", 3);
            lines.add("  " + parts[0] + ": " + count(number, parts[1] + " rule") + " of " + parts[2]);
        });
        return lines;
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
