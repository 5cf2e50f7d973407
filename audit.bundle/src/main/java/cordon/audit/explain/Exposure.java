package cordon.audit.explain;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.PolicyEntry;
import cordon.audit.model.Model;
import cordon.audit.model.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much a command could do to the machine if it were hostile. Questions with weights are asked of its policy ({@link Probe}); a score is
 * ten times the weights of what it may do, or may under some condition, over all weights: 0 is nothing, 10 is everything. The same questions
 * are asked of every command, so scores compare. Immutable.
 *
 * @param findings one a probe
 */
public record Exposure(List<Finding> findings) {
    /** Copies the list. */
    public Exposure {
        findings = List.copyOf(findings);
    }

    /**
     * An answer.
     *
     * @param probe   what was asked
     * @param counts  whether the command may do it
     * @param because a rule that says so; none where the command is not confined
     */
    public record Finding(Probe probe, boolean counts, Optional<PolicyEntry> because) {
    }

    /** Asks all probes. A command that is not strictly confined may do everything. */
    public static Exposure of(AppPolicy policy, List<Probe> probes) {
        // Whether this kernel mediates devices is not a matter of the policy.
        Model model = Model.of(policy.snap(), policy.label(), true);
        List<Finding> findings = new ArrayList<>();
        for (Probe probe : probes) {
            Verdict verdict = model.ask(policy.entries(), probe.need());
            boolean allowed = verdict.answer() != Verdict.Answer.REFUSED;
            findings.add(new Finding(probe, allowed || policy.confinement() != Confinement.STRICT,
                    allowed ? verdict.because().stream().findFirst() : Optional.empty()));
        }
        return new Exposure(findings);
    }

    /** Of all subjects together, in tenths. */
    public double score() {
        return score(findings);
    }

    /** Of each subject, in tenths. */
    public Map<Subject, Double> scores() {
        Map<Subject, Double> scores = new LinkedHashMap<>();
        for (Subject subject : Subject.values()) {
            scores.put(subject, score(of(subject)));
        }
        return scores;
    }

    /** The answers about one subject. */
    public List<Finding> of(Subject subject) {
        return findings.stream().filter(one -> one.probe().subject() == subject).toList();
    }

    private static double score(List<Finding> some) {
        int all = some.stream().mapToInt(one -> one.probe().weight()).sum();
        int counting = some.stream().filter(Finding::counts).mapToInt(one -> one.probe().weight()).sum();
        return all == 0 ? 0 : Math.round(100.0 * counting / all) / 10.0;
    }

    /** A word for a score: {@code tight} below 1, {@code narrow} below 3, {@code open} below 6, {@code wide open} from there. */
    public static String word(double score) {
        return score < 1 ? "tight" : score < 3 ? "narrow" : score < 6 ? "open" : "wide open";
    }
}
