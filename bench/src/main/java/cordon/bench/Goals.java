package cordon.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is asked of Cordon, and what was measured. */
final class Goals {
    private record Row(String name, double measured, double most) {
        boolean holds() {
            return measured <= most;
        }
    }

    private final List<Row> rows = new ArrayList<>();

    void add(String name, double measured, double most) {
        rows.add(new Row(name, measured, most));
    }

    /** A table for people. */
    String table() {
        StringBuilder table = new StringBuilder(String.format("%-72s %9s %9s%n", "asked for", "measured", "at most"));
        for (Row row : rows) {
            table.append(String.format(Locale.ROOT, "%-72s %9.2f %9.2f%s%n", row.name, row.measured, row.most, row.holds() ? "" : "  missed"));
        }
        return table.toString();
    }

    /** The names of what does not hold. */
    List<String> missed() {
        return rows.stream().filter(row -> !row.holds()).map(Row::name).toList();
    }
}
