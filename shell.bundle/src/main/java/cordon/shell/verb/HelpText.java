package cordon.shell.verb;

import cordon.shell.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The help of a verb. A pure function. */
public final class HelpText {
    private HelpText() {
    }

    /** Its lines. */
    public static List<String> of(Syntax syntax) {
        List<String> lines = new ArrayList<>();
        lines.add(syntax.line());
        lines.add("");
        lines.add(syntax.summary() + ".");
        lines.addAll(syntax.details());
        lines.add("");
        Table options = Table.plain();
        Stream.concat(syntax.options().stream(), Stream.of(Option.HELP)).forEach(option -> options.row("  " + option.usage(), option.summary()));
        lines.addAll(options.lines());
        if (syntax.who() != Who.ANYONE) {
            lines.add("");
            lines.add(syntax.who() == Who.ROOT ? "Only root may do this." : "Only root and members of the group cordon may do this.");
        }
        return lines;
    }
}
