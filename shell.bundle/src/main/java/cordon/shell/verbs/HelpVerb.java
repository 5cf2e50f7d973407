package cordon.shell.verbs;

import cordon.shell.Commands;
import cordon.shell.Completion;
import cordon.shell.text.Suggestion;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;
import cordon.shell.verb.HelpText;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.UsageException;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.util.List;

/** {@code help [VERB]}. */
final class HelpVerb extends Verb {
    private final Commands commands;

    HelpVerb(Commands commands) {
        super(Syntax.of("help", Who.ANYONE, "List the verbs, or explain one").arguments("[VERB]"));
        this.commands = commands;
    }

    @Override
    protected void run(Call call, Parsed words) throws UsageException {
        if (words.arguments().isEmpty()) {
            list(call);
            return;
        }
        String name = words.argument(0);
        Commands.Command command = commands.find(name)
                .orElseThrow(() -> new UsageException("cannot explain \"" + name + "\": there is no such verb; " + Suggestion.among(name, names())
                        .map(near -> "did you mean \"" + near + "\"?").orElse("\"cordon help\" lists them")));
        if (command.verb().isPresent()) {
            HelpText.of(command.verb().get().syntax()).forEach(call.out()::println);
        } else {
            call.out().println("cordon " + name + ": " + (command.summary().isEmpty() ? "a Gogo command" : Table.printable(command.summary()))
                    + ", from bundle " + command.bundle());
        }
    }

    private void list(Call call) {
        call.out().println("usage: cordon VERB [OPTION...] [ARGUMENT...]");
        call.out().println();
        Table table = Table.plain();
        commands.all().stream().filter(command -> !command.name().equals(Completion.VERB))
                .forEach(command -> table.row("  " + command.name(), command.summary()));
        table.lines().forEach(call.out()::println);
        call.out().println();
        call.out().println("\"cordon help VERB\" explains a verb.");
    }

    private List<String> names() {
        return commands.all().stream().map(Commands.Command::name).toList();
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() == 1 ? names() : List.of();
    }
}
