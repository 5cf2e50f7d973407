package cordon.shell.verbs;

import cordon.api.snap.SnapType;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.DamagedSnap;
import cordon.core.ProfileView;
import cordon.core.SnapView;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Who;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code list}. A snap that was left out is in the list too, for it takes its place on the disk and can be removed. */
final class ListVerb extends Listing<ListVerb.Row> {
    private final Cordon cordon;

    ListVerb(Cordon cordon) {
        super(Syntax.of("list", Who.ANYONE, "List the installed snaps").options(Option.JSON), "Name", "Version", "Rev", "Notes");
        this.cordon = cordon;
    }

    /** A snap of the list. */
    sealed interface Row {
        /** One in good order. @param modified profiles of its commands that somebody has edited */
        record Whole(SnapView snap, List<ProfileView> modified) implements Row {
        }

        /** One that was left out. */
        record Damaged(DamagedSnap snap) implements Row {
        }
    }

    @Override
    List<Row> select(Parsed words) throws CordonException {
        List<Row> rows = new ArrayList<>();
        List<ProfileView> modified = cordon.profiling().modifiedProfiles();
        cordon.snaps().forEach(snap -> rows.add(new Row.Whole(snap, Modified.of(modified, snap))));
        cordon.damaged().forEach(snap -> rows.add(new Row.Damaged(snap)));
        return rows;
    }

    @Override
    String[] row(Row row) {
        return row instanceof Row.Whole whole ? cells(whole) : new String[] {((Row.Damaged) row).snap().name(), "-", "-", "damaged"};
    }

    private static String[] cells(Row.Whole whole) {
        SnapView snap = whole.snap();
        List<String> notes = new ArrayList<>();
        if (snap.identity().type() != SnapType.APP) {
            notes.add(snap.identity().type().text());
        }
        if (!snap.mode().isEmpty()) {
            notes.add(snap.mode());
        }
        snap.tried().ifPresent(directory -> notes.add("try"));
        if (!whole.modified().isEmpty()) {
            notes.add("modified");
        }
        return new String[] {snap.identity().instanceName(), orDash(snap.identity().version()), snap.identity().revision(),
            orDash(String.join(",", notes))};
    }

    @Override
    Map<String, Object> json(Row row) {
        if (row instanceof Row.Whole whole) {
            return SnapJson.of(whole.snap(), whole.modified());
        }
        DamagedSnap snap = ((Row.Damaged) row).snap();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", snap.name());
        json.put("damaged", snap.problem());
        return json;
    }

    @Override
    List<String> footer() {
        List<String> lines = new ArrayList<>();
        cordon.damaged().forEach(snap -> lines.add("damaged: " + snap.problem()));
        return lines;
    }

    @Override
    String none(Parsed words) {
        return "No snaps are installed; \"cordon install FILE\" installs one.";
    }
}
