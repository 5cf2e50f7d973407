package cordon.shell.verbs;

import cordon.api.launch.LaunchPlan;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.PlanText;
import cordon.shell.text.Json;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.util.List;

/** {@code plan SNAP.APP}: the steps of a launch, without carrying them out. */
final class PlanVerb extends Verb {
    private final Cordon cordon;

    PlanVerb(Cordon cordon) {
        super(Syntax.of("plan", Who.ANYONE, "Show the steps of a launch, in order, without launching").arguments("SNAP[.APP]", "[ARG...]")
                .options(Option.JSON).dataAfter(1));
        this.cordon = cordon;
    }

    @Override
    protected void run(Call call, Parsed words) throws CordonException {
        try (LaunchPlan plan = cordon.plan(Launches.request(call.caller(), words))) {
            if (words.has(Option.JSON)) {
                call.out().println(Json.write(PlanText.data(plan)));
            } else {
                PlanText.lines(plan).forEach(line -> call.out().println(Table.printable(line)));
                Modified.lines(Modified.of(cordon, words.argument(0))).forEach(line -> call.err().println("note: " + line));
            }
        }
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() == 1 ? new Words(cordon).commands() : List.of();
    }
}
