package cordon.core.report;

import cordon.api.backend.Enforcement;
import cordon.api.backend.Facet;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.CapabilityRule;
import cordon.api.policy.Confinement;
import cordon.api.policy.EnvironmentRule;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rule;
import cordon.core.BackendView;
import cordon.core.ReportView;
import cordon.core.ReportView.Answer;
import cordon.core.ReportView.Degree;
import cordon.core.ReportView.RuleView;
import cordon.core.registry.BackendState;
import cordon.core.registry.Foreign;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks backends how they enforce rules, and sums up. Pure as they are. */
public final class Reports {
    /** The name under which is reported what needs no backend. */
    private static final String OWN = "cordon";

    private Reports() {
    }

    /**
     * The report of a command.
     *
     * @param command  as it is run
     * @param policy   as it is composed now
     * @param backends those that are here
     * @param refusal  why it does not launch, if so
     */
    public static ReportView of(String command, AppPolicy policy, List<BackendState> backends, Optional<String> refusal) {
        return new ReportView(command, verdict(policy.confinement(), backends, refusal), policy.confinement(),
                byName(backends).stream().map(Reports::view).toList(), of(policy.entries(), policy.confinement(), backends));
    }

    /** What the backends make of some rules, in the order of these. */
    public static List<RuleView> of(List<PolicyEntry> entries, Confinement confinement, List<BackendState> backends) {
        List<BackendState> byName = byName(backends);
        Map<Rule, List<Answer>> answers = new HashMap<>();
        List<RuleView> rules = new ArrayList<>();
        entries.forEach(entry -> {
            List<Answer> of = answers.computeIfAbsent(entry.rule(), rule -> answers(rule, confinement, byName));
            rules.add(new RuleView(entry, together(of), of));
        });
        return rules;
    }

    private static List<BackendState> byName(List<BackendState> backends) {
        return backends.stream().sorted(Comparator.comparing(BackendState::name)).toList();
    }

    /** A backend as the ways in show it. */
    public static BackendView view(BackendState backend) {
        return new BackendView(backend.name(), backend.support(), backend.facets().stream().sorted().toList(), backend.provider().bundle());
    }

    private static List<Answer> answers(Rule rule, Confinement confinement, List<BackendState> backends) {
        List<Answer> answers = new ArrayList<>();
        if (rule instanceof EnvironmentRule || rule instanceof CapabilityRule && confinement == Confinement.STRICT) {
            answers.add(new Answer(OWN, new Enforcement.Exactly()));
        }
        backends.forEach(backend -> answers.add(new Answer(backend.name(), answer(rule, confinement, backend))));
        return answers;
    }

    private static Enforcement answer(Rule rule, Confinement confinement, BackendState backend) {
        if (confinement != Confinement.STRICT) {
            return new Enforcement.NotAtAll(confinement == Confinement.CLASSIC ? "the command is not confined" : "violations are logged and permitted");
        }
        if (!backend.support().available()) {
            return new Enforcement.NotAtAll(String.join("; ", backend.support().limits()));
        }
        try {
            Enforcement answer = Foreign.call(() -> backend.provider().service().enforces(rule));
            return answer == null ? new Enforcement.NotAtAll("the backend does not say") : answer;
        } catch (Foreign.Failure e) {
            return new Enforcement.NotAtAll("the backend failed: " + e.getMessage());
        }
    }

    /**
     * What an access meets that has to pass all backends: with A the accesses that the rule says, a stricter one lets through less
     * than A, an exact one A, a weaker one more than A. What passes all is what passes the strictest.
     */
    private static Degree together(List<Answer> answers) {
        List<Degree> degrees = answers.stream().map(Answer::degree).toList();
        return degrees.contains(Degree.STRICTER) ? Degree.STRICTER : degrees.stream().max(Comparator.naturalOrder()).orElse(Degree.NOT_ENFORCED);
    }

    /** What the backends come to for a command of this confinement, in one line. */
    public static String verdict(Confinement confinement, List<BackendState> backends, Optional<String> refusal) {
        if (refusal.isPresent()) {
            return "does not launch: " + refusal.get();
        }
        if (confinement != Confinement.STRICT) {
            return confinement == Confinement.CLASSIC ? "classic: not confined" : "devmode: violations are logged and permitted";
        }
        List<String> missing = Arrays.stream(Facet.values()).filter(facet -> backends.stream()
                .noneMatch(one -> one.support().available() && one.facets().contains(facet))).map(Reports::one).toList();
        return missing.isEmpty() ? "strict" : missing.stream().map(what -> "no " + what + " mediation").collect(Collectors.joining(", ", "partial: ", ""));
    }

    /** A facet as an adjective: {@code file}, {@code system call}. */
    private static String one(Facet facet) {
        return switch (facet) {
            case FILES -> "file";
            case SYSTEM_CALLS -> "system call";
            case MOUNTS -> "mount";
            case DEVICES -> "device";
            case NETWORK -> "network";
            case PROCESSES -> "process";
        };
    }
}
