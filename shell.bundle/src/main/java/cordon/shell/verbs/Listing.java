package cordon.shell.verbs;

import cordon.core.CordonException;
import cordon.shell.text.Json;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Verb;
import java.util.List;
import java.util.Map;

/** A verb that shows a list: as a table for people, as JSON with {@code --json}. */
abstract class Listing<T> extends Verb {
    private final String[] header;

    Listing(Syntax syntax, String... header) {
        super(syntax);
        this.header = header;
    }

    /** What to show. */
    abstract List<T> select(Parsed words) throws CordonException;

    /** The cells of a row. */
    abstract String[] row(T item);

    /** The item for programs. */
    abstract Map<String, Object> json(T item);

    /** What people are told when there is nothing. */
    abstract String none(Parsed words);

    /** What people are told below the table. */
    List<String> footer() {
        return List.of();
    }

    @Override
    protected final void run(Call call, Parsed words) throws CordonException {
        List<T> items = select(words);
        if (words.has(Option.JSON)) {
            call.out().println(Json.write(items.stream().map(this::json).toList()));
        } else if (items.isEmpty()) {
            call.err().println(none(words));
        } else {
            Table table = Table.of(call.caller().columns(), call.caller().colours(), header);
            items.forEach(item -> table.row(row(item)));
            table.lines().forEach(call.out()::println);
            footer().forEach(line -> call.out().println(Table.printable(line)));
        }
    }

    /** The value, or {@code -} for none. */
    static String orDash(String value) {
        return value.isEmpty() ? "-" : value;
    }
}
