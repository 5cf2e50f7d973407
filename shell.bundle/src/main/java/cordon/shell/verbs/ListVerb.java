package cordon.shell.verbs;

import cordon.api.snap.SnapType;
import cordon.core.Cordon;
import cordon.core.SnapView;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Who;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code list}. */
final class ListVerb extends Listing<SnapView> {
    private final Cordon cordon;

    ListVerb(Cordon cordon) {
        super(Syntax.of("list", Who.ANYONE, "List the installed snaps").options(Option.JSON), "Name", "Version", "Rev", "Notes");
        this.cordon = cordon;
    }

    @Override
    List<SnapView> select(Parsed words) {
        return cordon.snaps();
    }

    @Override
    String[] row(SnapView snap) {
        List<String> notes = new ArrayList<>();
        if (snap.identity().type() != SnapType.APP) {
            notes.add(snap.identity().type().name().toLowerCase(Locale.ROOT));
        }
        if (!snap.mode().isEmpty()) {
            notes.add(snap.mode());
        }
        return new String[] {snap.identity().instanceName(), orDash(snap.identity().version()), snap.identity().revision(),
            orDash(String.join(",", notes))};
    }

    @Override
    Map<String, Object> json(SnapView snap) {
        return SnapJson.of(snap);
    }

    @Override
    String none(Parsed words) {
        return "No snaps are installed; \"cordon install FILE\" installs one.";
    }
}
