package cordon.audit.verb;

import cordon.api.policy.AppPolicy;
import cordon.audit.model.Advisor;
import cordon.audit.model.Need;
import cordon.audit.model.Needs;
import cordon.audit.record.Denial;
import cordon.audit.source.Owners;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.SnapView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Advice from the policy model. Thread-safe. */
public final class ModelAdvice implements ScanlogVerb.Advice {
    private final Cordon cordon;
    private final Advisor advisor;

    /** @param cordon whose policies and interfaces are asked */
    public ModelAdvice(Cordon cordon) {
        this.cordon = cordon;
        this.advisor = new Advisor(cordon);
    }

    @Override
    public List<String> on(Denial denial, Optional<Owners.Owner> owner) {
        Optional<Need> need = Needs.of(denial);
        Optional<String> command = owner.flatMap(this::command);
        if (need.isEmpty() || command.isEmpty()) {
            return List.of();
        }
        try {
            AppPolicy policy = cordon.policy(command.get());
            List<String> lines = new ArrayList<>(advisor.advice(policy, WhyVerb.model(cordon, policy), need.get()));
            lines.addAll(Edited.notes(cordon, command.get()));
            return lines;
        } catch (CordonException e) {
            return List.of("the policy of " + command.get() + " cannot be asked any more: " + e.getMessage());
        }
    }

    /** Of a snap that is named without a command the only one, if it has one only. */
    private Optional<String> command(Owners.Owner owner) {
        List<String> names = cordon.snap(owner.snap()).map(SnapView::commands).orElse(List.of()).stream()
                .filter(command -> command.app().equals(owner.app()) || owner.app().isEmpty()).map(SnapView.CommandView::name).toList();
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }
}
