package cordon.audit.model;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.Rule;
import cordon.api.policy.Statement;
import cordon.api.snap.Plug;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.InterfaceView;
import cordon.core.Learning;
import cordon.core.Lesson;
import cordon.core.Observation;
import cordon.core.Plugboard;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From what a program did to the interfaces that grant it: the rules that would be enforced are asked, and the set that grants least is taken. */
public final class Learner implements Learning {
    private static final int MOST_LINES = 8;

    private final Cordon cordon;

    /** @param cordon whose interfaces are asked */
    public Learner(Cordon cordon) {
        this.cordon = cordon;
    }

    /** An interface that would do, with the plug of the snap if it declares one. */
    private record Way(InterfaceView view, Optional<Plug> plug) {
    }

    @Override
    public Lesson learn(String command, Collection<Observation> seen) throws CordonException {
        AppPolicy policy = cordon.policy(command);
        Model model = Model.of(cordon, policy);
        List<Need> all = Seen.needs(seen);
        List<Need> needs = all.stream().filter(need -> model.ask(policy.entries(), need).answer() == Verdict.Answer.REFUSED).toList();
        List<Cover.Option<Way>> options = options(policy, model, needs);
        List<Way> chosen = Cover.of(options);
        Plugboard board = cordon.plugboard();
        BitSet covered = new BitSet();
        List<Lesson.Choice> choices = new ArrayList<>();
        for (Cover.Option<Way> option : options) {
            if (chosen.contains(option.what())) {
                covered.or(option.covers());
                choices.add(new Lesson.Choice(option.what().view().info().name(), Advisor.line(option.what().view(), option.what().plug(), policy, board),
                        lines(needs, option.covers())));
            }
        }
        return rest(policy, needs, covered, choices, all.size() - needs.size());
    }

    private List<Cover.Option<Way>> options(AppPolicy policy, Model model, List<Need> needs) {
        Plugboard board = cordon.plugboard();
        List<Cover.Option<Way>> options = new ArrayList<>();
        for (InterfaceView view : cordon.interfaces()) {
            List<Optional<Plug>> plugs = view.held().isEmpty() ? Advisor.plugs(view, board, policy) : List.of();
            for (Optional<Plug> plug : plugs) {
                List<Statement> grants = cordon.grants(view.info().name(), plug);
                BitSet covers = new BitSet();
                for (int i = 0; i < needs.size(); i++) {
                    covers.set(i, Advisor.allows(policy.entries(), model, view.info().name(), grants, needs.get(i)));
                }
                if (!covers.isEmpty()) {
                    options.add(new Cover.Option<>(new Way(view, plug), covers, Math.max(1, Breadth.of(grants))));
                }
            }
        }
        return options;
    }

    private static List<String> lines(List<Need> needs, BitSet covers) {
        List<String> lines = new ArrayList<>(covers.stream().limit(MOST_LINES).mapToObj(i -> needs.get(i).text()).toList());
        if (covers.cardinality() > MOST_LINES) {
            lines.add("and " + (covers.cardinality() - MOST_LINES) + " more");
        }
        return lines;
    }

    private Lesson rest(AppPolicy policy, List<Need> needs, BitSet covered, List<Lesson.Choice> choices, int allowed) {
        Set<Rule> rules = new LinkedHashSet<>();
        List<String> unsaid = new ArrayList<>();
        for (int i = covered.nextClearBit(0); i < needs.size(); i = covered.nextClearBit(i + 1)) {
            List<Rule> own = LocalInterface.ofAnybody(needs.get(i));
            if (own.isEmpty()) {
                unsaid.add(needs.get(i).text());
            }
            rules.addAll(own);
        }
        if (rules.isEmpty()) {
            return new Lesson(choices, "", "", unsaid, allowed);
        }
        String name = policy.label().snap() + "-local";
        return new Lesson(choices, LocalInterface.text(name, policy.label().text(), rules), name, unsaid, allowed);
    }
}
