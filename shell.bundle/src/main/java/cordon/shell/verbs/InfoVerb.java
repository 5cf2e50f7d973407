package cordon.shell.verbs;

import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.DamagedSnap;
import cordon.core.ProfileView;
import cordon.core.SnapView;
import cordon.shell.text.Json;
import cordon.shell.text.Suggestion;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** {@code info SNAP}. */
final class InfoVerb extends Verb {
    private final Cordon cordon;

    InfoVerb(Cordon cordon) {
        super(Syntax.of("info", Who.ANYONE, "Show what is known of an installed snap").arguments("SNAP").options(Option.JSON));
        this.cordon = cordon;
    }

    @Override
    protected void run(Call call, Parsed words) throws CordonException {
        SnapView snap = find(words.argument(0));
        List<ProfileView> modified = Modified.of(cordon.profiling().modifiedProfiles(), snap);
        if (words.has(Option.JSON)) {
            call.out().println(Json.write(SnapJson.of(snap, modified)));
            return;
        }
        Table table = Table.plain().row("name:", snap.identity().instanceName());
        if (!snap.title().isEmpty()) {
            table.row("title:", snap.title());
        }
        table.row("summary:", snap.summary()).row("version:", snap.identity().version() + " (" + snap.identity().revision() + ")")
                .row("type:", snap.identity().type().text())
                .row("publisher:", snap.identity().publisher().orElse("not known"))
                .row("base:", snap.identity().base().orElse("-"))
                .row("confinement:", snap.confinement().text() + (snap.mode().isEmpty() ? "" : ", installed in " + snap.mode()))
                .row("installed:", snap.installed().truncatedTo(ChronoUnit.SECONDS).toString())
                .row("revisions:", String.join(" ", snap.revisions())).row("directory:", snap.directory().toString());
        snap.tried().ifPresent(directory -> table.row("tried from:", directory));
        table.lines().forEach(call.out()::println);
        if (!snap.description().isBlank()) {
            call.out().println("description:");
            snap.description().strip().lines().forEach(line -> call.out().println("  " + Table.printable(line)));
        }
        if (!snap.commands().isEmpty()) {
            call.out().println("commands:");
            snap.commands().forEach(command -> call.out().println("  " + command.name()
                    + (command.daemon().isEmpty() ? "" : " (" + Table.printable(command.daemon()) + " service)")));
        }
        Modified.lines(modified).forEach(line -> call.out().println("note: " + line));
        snap.notes().forEach(note -> call.out().println("note: " + Table.printable(note)));
    }

    private SnapView find(String name) throws CordonException {
        Optional<DamagedSnap> damaged = cordon.damaged().stream().filter(snap -> snap.name().equals(name)).findFirst();
        if (damaged.isPresent()) {
            throw new CordonException(CordonException.Kind.CONFLICT, "cannot show snap \"" + name + "\": " + damaged.get().problem());
        }
        return cordon.snap(name).orElseThrow(() -> new CordonException(CordonException.Kind.NOT_FOUND,
                "cannot show snap \"" + name + "\": it is not installed; " + Suggestion.among(name, new Words(cordon).snaps())
                        .map(near -> "did you mean \"" + near + "\"?").orElse("\"cordon list\" shows what is")));
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() == 1 ? new Words(cordon).snaps() : List.of();
    }
}
