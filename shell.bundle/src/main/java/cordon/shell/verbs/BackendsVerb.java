package cordon.shell.verbs;

import cordon.api.backend.Facet;
import cordon.core.BackendView;
import cordon.core.Cordon;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Who;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code backends}. */
final class BackendsVerb extends Listing<BackendView> {
    private final Cordon cordon;

    BackendsVerb(Cordon cordon) {
        super(Syntax.of("backends", Who.ANYONE, "List what enforces policies, and what this kernel offers it")
                .details("Bundles with backends that are stopped are listed by their name, with what starts them.").options(Option.JSON), "Name",
                "Mediates", "Support", "Limits");
        this.cordon = cordon;
    }

    @Override
    List<BackendView> select(Parsed words) {
        return Stream.concat(cordon.backends().stream(), cordon.stoppedBackends().stream()).toList();
    }

    @Override
    String[] row(BackendView view) {
        return new String[] {view.name(), orDash(String.join(", ", view.facets().stream().map(Facet::text).toList())),
            view.support().available() ? orDash(view.support().level()) : "not available", orDash(String.join("; ", view.support().limits()))};
    }

    @Override
    Map<String, Object> json(BackendView view) {
        return data(view);
    }

    /** A backend for programs. */
    static Map<String, Object> data(BackendView view) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", view.name());
        json.put("mediates", view.facets().stream().map(Facet::text).toList());
        json.put("available", view.support().available());
        json.put("level", view.support().level());
        json.put("limits", view.support().limits());
        json.put("bundle", view.bundle());
        return json;
    }

    @Override
    List<String> footer() {
        return List.of("", "Strict commands: " + cordon.verdict());
    }

    @Override
    String none(Parsed words) {
        return "No backend is here, so no application can be launched; start the bundles that bring them.";
    }
}
