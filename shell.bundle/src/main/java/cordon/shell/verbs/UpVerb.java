package cordon.shell.verbs;

import cordon.shell.verb.Call;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;

/** {@code up}: the client does it, because there is no daemon yet. Where this runs, there is one. */
final class UpVerb extends Verb {
    UpVerb() {
        super(Syntax.of("up", Who.ANYONE, "Start the daemon in the background, and wait until it is ready").arguments("[DIRECTORY]")
                .options(new Option("--root", "the state root is DIRECTORY"))
                .details("Without --root, the root is CORDON_ROOT or /var/lib/cordon.",
                        "The daemon of an ordinary user serves that user alone; its root is ~/.local/share/cordon."));
    }

    @Override
    protected void run(Call call, Parsed words) {
        call.out().println("cordon is up already");
    }
}
