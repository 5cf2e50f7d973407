package cordon.shell.verbs;

import cordon.core.Cordon;
import cordon.core.RunningView;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Who;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code running}. */
final class RunningVerb extends Listing<RunningView> {
    private final Cordon cordon;

    RunningVerb(Cordon cordon) {
        super(Syntax.of("running", Who.ANYONE, "List the applications that run").options(Option.JSON), "Process", "User", "Label");
        this.cordon = cordon;
    }

    @Override
    List<RunningView> select(Parsed words) {
        return cordon.running();
    }

    @Override
    String[] row(RunningView view) {
        return new String[] {String.valueOf(view.pid()), Integer.toUnsignedString(view.uid()), view.label().text()};
    }

    @Override
    Map<String, Object> json(RunningView view) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("pid", view.pid());
        json.put("uid", Integer.toUnsignedLong(view.uid()));
        json.put("label", view.label().text());
        return json;
    }

    @Override
    String none(Parsed words) {
        return "No application runs.";
    }
}
