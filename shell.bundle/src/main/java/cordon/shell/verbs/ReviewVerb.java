package cordon.shell.verbs;

import cordon.api.policy.Statement;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.ReviewView;
import cordon.shell.text.Json;
import cordon.shell.verb.Call;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code review SNAP}: what of it a person should look at before it is granted. */
final class ReviewVerb extends Verb {
    private final Cordon cordon;

    ReviewVerb(Cordon cordon) {
        super(Syntax.of("review", Who.ANYONE, "Show what a snap would get of sensitive interfaces").arguments("SNAP").options(Option.JSON)
                .details("These interfaces are never connected on their own: \"cordon connect SNAP:PLUG\" is the decision."));
        this.cordon = cordon;
    }

    @Override
    protected void run(Call call, Parsed words) throws CordonException {
        String snap = words.argument(0);
        List<ReviewView> views = cordon.review(snap);
        if (words.has(Option.JSON)) {
            call.out().println(Json.write(views.stream().map(ReviewVerb::json).toList()));
        } else if (views.isEmpty()) {
            call.err().println("Nothing of " + snap + " is sensitive.");
        } else {
            ReviewText.lines(views, call.caller().columns(), call.caller().colours()).forEach(call.out()::println);
        }
    }

    private static Map<String, Object> json(ReviewView view) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("endpoint", view.endpoint().text());
        json.put("interface", view.interfaceName());
        json.put("reason", view.reason());
        json.put("declared", view.declared().stream().map(ReviewVerb::json).toList());
        json.put("connections", view.offers().stream().map(ReviewVerb::json).toList());
        return json;
    }

    private static Map<String, Object> json(ReviewView.Offer offer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("to", offer.to().text());
        json.put("connected", offer.connected());
        json.put("refusal", offer.refusal().isEmpty() ? null : offer.refusal());
        json.put("gets", offer.gets().stream().map(ReviewVerb::json).toList());
        return json;
    }

    private static Map<String, Object> json(Statement statement) {
        return Map.of("kind", statement.rule().kind(), "rule", statement.rule().render(), "reason", statement.reason());
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() == 1 ? new Words(cordon).snaps() : List.of();
    }
}
