package cordon.shell.verbs;

import cordon.shell.Commands;
import cordon.shell.Completion;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;

/** {@code complete WORD...}: what the last word can become, a line each. For shells' completion. */
final class CompleteVerb extends Verb {
    private final Commands commands;

    CompleteVerb(Commands commands) {
        super(Syntax.of(Completion.VERB, Who.ANYONE, "Print what the last word of a command line can become, for shells").arguments("[WORD...]").dataAfter(0));
        this.commands = commands;
    }

    @Override
    protected void run(Call call, Parsed words) {
        Completion.of(commands, words.arguments()).forEach(candidate -> call.out().println(Table.printable(candidate)));
    }
}
