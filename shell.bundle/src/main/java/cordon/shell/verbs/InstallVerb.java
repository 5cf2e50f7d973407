package cordon.shell.verbs;

import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.InstallOptions;
import cordon.core.Proposal;
import cordon.shell.verb.Call;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.UsageException;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code install FILE}, and {@code try DIRECTORY}, which makes no copy. */
final class InstallVerb extends Verb {
    private static final Option DEVMODE = new Option("--devmode", "log what the policy does not allow, and permit it");
    private static final Option JAILMODE = new Option("--jailmode", "confine strictly, whatever the snap says");
    private static final Option CLASSIC = new Option("--classic", "do not confine a snap that asks for that");

    private final Cordon cordon;
    private final boolean inPlace;

    private InstallVerb(Cordon cordon, Syntax syntax, boolean inPlace) {
        super(syntax.options(DEVMODE, JAILMODE, CLASSIC, DryRun.OPTION, DryRun.JSON));
        this.cordon = cordon;
        this.inPlace = inPlace;
    }

    static InstallVerb copying(Cordon cordon) {
        return new InstallVerb(cordon, Syntax.of("install", Who.ADMINISTRATOR, "Install a snap from a file or directory, or upgrade it").arguments("FILE|DIRECTORY")
                .details("Installed again, a snap gets a new revision and keeps its data and connections.",
                        "Plugs are connected as their interfaces say; \"cordon connections SNAP --all\" shows them."), false);
    }

    static InstallVerb inPlace(Cordon cordon) {
        return new InstallVerb(cordon, Syntax.of("try", Who.ADMINISTRATOR, "Install a snap from a directory that stays where it is, and can be edited").arguments("DIRECTORY")
                .details("An edited program runs at its next start. An edited snap.yaml counts once the directory is tried again.",
                        "Its owner and root alone may run it, for the owner can change it at any time; nobody else may be able to.",
                        "\"cordon remove SNAP\" leaves the directory as it is."), true);
    }

    @Override
    protected void run(Call call, Parsed words) throws CordonException, UsageException {
        if (Stream.of(DEVMODE, JAILMODE, CLASSIC).filter(words::has).count() > 1) {
            throw new UsageException("cannot " + syntax().name() + ": --devmode, --jailmode and --classic exclude each other; give at most one");
        }
        InstallOptions options = new InstallOptions(words.has(DEVMODE), words.has(JAILMODE), words.has(CLASSIC), inPlace);
        Path source = source(call.caller().directory(), words.argument(0), syntax().name());
        if (DryRun.wanted(syntax().name(), words)) {
            DryRun.print(call, words, cordon.preview(new Proposal.Install(source, options)));
            return;
        }
        try {
            Report.outcome(call, cordon.install(source, options, Report.progress(call)));
        } finally {
            Report.progressEnds(call);
        }
    }

    private static Path source(String directory, String given, String what) throws CordonException {
        try {
            return Path.of(directory).resolve(given).normalize();
        } catch (InvalidPathException e) {
            throw new CordonException(CordonException.Kind.INVALID, "cannot " + what + " \"" + given + "\": " + e.getReason(), e);
        }
    }

    @Override
    public List<String> complete(List<String> words) {
        return List.of();
    }
}
