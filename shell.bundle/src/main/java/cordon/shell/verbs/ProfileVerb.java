package cordon.shell.verbs;

import cordon.api.launch.PlanRunner;
import cordon.core.BackendView;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import cordon.core.ProfileView;
import cordon.shell.text.Json;
import cordon.shell.text.Suggestion;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.UsageException;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code profile SNAP.APP}: shows and edits what backends enforce. */
final class ProfileVerb extends Verb {
    private static final Option BACKEND = new Option("--backend", "BACKEND", "of this backend alone");
    private static final Option EDIT = new Option("--edit", "edit it with $VISUAL or $EDITOR; it is checked, and put in force");
    private static final Option RESET = new Option("--reset", "take edits back");
    private static final Option PATH = new Option("--path", "print where it is");

    private final Cordon cordon;
    private final Editor editor;

    ProfileVerb(Cordon cordon, PlanRunner runner) {
        super(Syntax.of("profile", Who.ANYONE, "Show a command's profiles, or edit one in place").arguments("SNAP[.APP]")
                .options(BACKEND, EDIT, RESET, PATH, Option.JSON)
                .details("A profile is what a backend enforces, in its own language. Only root may edit and reset.",
                        "An edit counts until it is taken back or the policy changes; until then the command is locally modified, which list, info,",
                        "report, plan and each run say."));
        this.cordon = cordon;
        this.editor = new Editor(cordon.root().resolve("run"), runner);
    }

    @Override
    protected void run(Call call, Parsed words) throws CordonException, UsageException, IOException, InterruptedException {
        if (Stream.of(EDIT, RESET, PATH, Option.JSON).filter(words::has).count() > 1) {
            throw new UsageException("cannot profile: --edit, --reset, --path and --json exclude each other; give at most one");
        }
        String command = words.argument(0);
        if (words.has(RESET)) {
            requireRoot(call, "reset the profiles of " + command);
            Report.outcome(call, cordon.profiling().resetProfiles(command, words.value(BACKEND)));
            return;
        }
        List<ProfileView> profiles = chosen(command, words.value(BACKEND));
        if (words.has(EDIT)) {
            edit(call, command, profiles);
        } else if (words.has(PATH)) {
            profiles.forEach(profile -> call.out().println(profile.file()));
        } else if (words.has(Option.JSON)) {
            call.out().println(Json.write(profiles.stream().map(ProfileVerb::json).toList()));
        } else {
            show(call, profiles);
        }
    }

    private void edit(Call call, String command, List<ProfileView> profiles) throws CordonException, IOException, InterruptedException {
        requireRoot(call, "edit the profile of " + command);
        if (profiles.size() != 1) {
            throw new CordonException(Kind.INVALID, "cannot edit the profile of " + command + ": it has several; say which with "
                    + profiles.stream().map(profile -> "--backend " + profile.backend()).reduce((a, b) -> a + ", " + b).orElse("--backend"));
        }
        ProfileView profile = profiles.get(0);
        editor.edit(call, profile.file().getFileName() + "." + profile.backend(), profile.text(),
                text -> Report.outcome(call, cordon.profiling().editProfile(command, profile.backend(), text)));
    }

    private List<ProfileView> chosen(String command, Optional<String> backend) throws CordonException {
        List<ProfileView> all = cordon.profiling().profiles(command);
        if (backend.isEmpty()) {
            return all;
        }
        List<String> names = all.stream().map(ProfileView::backend).toList();
        if (!names.contains(backend.get())) {
            throw new CordonException(Kind.NOT_FOUND, "cannot show the profile of " + command + ": it has none for \"" + backend.get() + "\"; "
                    + Suggestion.among(backend.get(), names).map(near -> "did you mean \"" + near + "\"?").orElse("there are " + String.join(", ", names)));
        }
        return List.of(all.get(names.indexOf(backend.get())));
    }

    private static void show(Call call, List<ProfileView> profiles) {
        for (ProfileView profile : profiles) {
            if (profiles.size() > 1) {
                call.out().println("==> " + profile.file() + (profile.modified() ? " (locally modified)" : "") + " <==");
            }
            boolean atTerminal = call.caller().terminals().contains(1);
            profile.text().lines().forEach(line -> call.out().println(atTerminal ? Table.printable(line.replace("\t", "    ")) : line));
        }
    }

    /** The rest of the verb is everybody's. */
    private static void requireRoot(Call call, String what) throws CordonException {
        if (call.caller().uid() != 0) {
            throw new CordonException(Kind.INVALID, "cannot " + what + ": only root may; try it with sudo");
        }
    }

    static Map<String, Object> json(ProfileView profile) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("command", profile.command());
        json.put("backend", profile.backend());
        json.put("file", profile.file().toString());
        json.put("modified", profile.modified());
        json.put("text", profile.text());
        return json;
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() == 1 ? new Words(cordon).commands() : List.of();
    }

    @Override
    public List<String> values(Option option) {
        return cordon.backends().stream().map(BackendView::name).toList();
    }
}
