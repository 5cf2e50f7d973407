package cordon.shell.verbs;

import cordon.api.policy.Statement;
import cordon.core.ReviewView;
import cordon.core.RuleText;
import cordon.shell.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A review for people: a table of what is sensitive, then what it comes to, rule by rule. Pure functions. */
final class ReviewText {
    private ReviewText() {
    }

    static List<String> lines(List<ReviewView> views, int columns, boolean colours) {
        Table table = Table.of(columns, colours, "Plug or slot", "Interface", "State", "Why it is sensitive");
        views.forEach(view -> table.row(view.endpoint().text(), view.interfaceName(), state(view), view.reason()));
        List<String> lines = new ArrayList<>(table.lines());
        for (ReviewView view : views) {
            String endpoint = view.endpoint().text();
            rules(lines, endpoint + " has, because it is declared", view.declared());
            for (ReviewView.Offer offer : view.offers()) {
                if (offer.refusal().isEmpty()) {
                    rules(lines, endpoint + (offer.connected() ? " has" : " would get") + " from the connection to " + offer.to().text(), offer.gets());
                } else {
                    lines.add("");
                    lines.add(Table.printable(endpoint + " cannot be connected to " + offer.to().text() + ": " + offer.refusal()));
                }
            }
        }
        return lines;
    }

    private static String state(ReviewView view) {
        String connected = view.offers().stream().filter(ReviewView.Offer::connected).map(offer -> offer.to().text()).collect(Collectors.joining(", "));
        return connected.isEmpty() ? "not connected" : "connected to " + connected;
    }

    private static void rules(List<String> lines, String title, List<Statement> statements) {
        if (!statements.isEmpty()) {
            lines.add("");
            lines.add(Table.printable(title) + ":");
            Table table = Table.plain();
            statements.forEach(one -> table.row("  " + RuleText.of(one.rule()), one.reason()));
            lines.addAll(table.lines());
        }
    }
}
