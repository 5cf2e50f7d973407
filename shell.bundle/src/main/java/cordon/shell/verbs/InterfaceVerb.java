package cordon.shell.verbs;

import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.InterfaceView;
import cordon.core.Plugboard;
import cordon.shell.text.Json;
import cordon.shell.text.Suggestion;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;
import cordon.shell.verb.ExitException;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.UsageException;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code interface [NAME]}: the interfaces that are here, or one of them in full; and what their authors need. */
final class InterfaceVerb extends Verb {
    private static final Option PROBLEMS = new Option("--problems", "list what is wrong with files and bundles of interfaces, and with the site's rules for them");
    private static final Option JAVA = new Option("--java", "with new: a Maven project, for rules that depend on attributes of snaps");

    private final Cordon cordon;
    private final InterfaceWork work;

    InterfaceVerb(Cordon cordon, InterfaceWork work) {
        super(Syntax.of("interface", Who.ANYONE, "List the interfaces that are here, or show one in full").arguments("[INTERFACE|new|check|approve]", "[NAME|FILE|INTERFACE]")
                .options(PROBLEMS, JAVA, Option.JSON)
                .details("\"interface new NAME\" writes NAME.yaml, or interface-NAME/ with --java, to begin an interface with; it changes no file that is there.",
                        "\"interface check FILE\" says what such a file grants, what a reviewer would ask, and, to root, whether its check lines hold; \"-\" is standard input.",
                        "\"interface approve INTERFACE\", by root, lets one that is held for review grant what it says."));
        this.cordon = cordon;
        this.work = work;
    }

    @Override
    protected void run(Call call, Parsed words) throws CordonException, UsageException, ExitException, IOException, InterruptedException {
        boolean json = words.has(Option.JSON);
        if (words.has(PROBLEMS)) {
            problems(call, json);
        } else if (words.arguments().size() == 2) {
            switch (words.argument(0)) {
                case "new" -> work.begin(call, words.argument(1), words.has(JAVA));
                case "approve" -> approve(call, words.argument(1));
                case "check" -> work.check(call, words.argument(1), json);
                default -> throw new UsageException("cannot interface: \"" + words.argument(1) + "\" is one argument too many; "
                        + "\"cordon help interface\" says what there is");
            }
        } else if (words.arguments().isEmpty()) {
            list(call, json);
        } else {
            show(call, words);
        }
    }

    /** The rest of the verb is everybody's; this is for root, who answers for what others' bundles grant. */
    private void approve(Call call, String name) throws CordonException {
        if (call.caller().uid() != 0) {
            throw new CordonException(CordonException.Kind.INVALID, "cannot approve interface \"" + name + "\": only root may; try it with sudo");
        }
        Report.outcome(call, cordon.approve(name));
    }

    private void problems(Call call, boolean json) throws CordonException {
        List<String> problems = new ArrayList<>(work.problems());
        problems.addAll(cordon.siteProblems());
        cordon.shadowed().forEach((name, bundles) -> bundles.forEach(bundle -> problems.add(name + " of " + bundle + " is shadowed: the name is another bundle's")));
        cordon.interfaces().forEach(view -> view.held().forEach(line -> problems.add(view.info().name() + " of " + view.bundle() + " is held: " + line)));
        if (json) {
            call.out().println(Json.write(problems));
        } else if (problems.isEmpty()) {
            call.err().println("Nothing is wrong.");
        } else {
            problems.forEach(line -> call.out().println(Table.printable(line)));
        }
    }

    private void show(Call call, Parsed words) throws CordonException {
        InterfaceView view = find(words.argument(0));
        List<String> shadows = cordon.shadowed().getOrDefault(view.info().name(), List.of());
        if (words.has(Option.JSON)) {
            call.out().println(Json.write(InterfaceText.json(view, shadows, cordon.plugboard())));
            return;
        }
        InterfaceText.lines(view, shadows, cordon.plugboard()).forEach(call.out()::println);
    }

    private void list(Call call, boolean json) {
        if (json) {
            Plugboard board = cordon.plugboard();
            Map<String, List<String>> shadowed = cordon.shadowed();
            call.out().println(Json.write(cordon.interfaces().stream()
                    .map(view -> InterfaceText.json(view, shadowed.getOrDefault(view.info().name(), List.of()), board)).toList()));
            return;
        }
        Table table = Table.of(call.caller().columns(), call.caller().colours(), "Name", "Summary");
        cordon.interfaces().forEach(view -> table.row(view.info().name() + (view.held().isEmpty() ? "" : " (held)"), view.info().summary()));
        if (table.isEmpty()) {
            call.err().println("No interface is here; start a bundle that brings one.");
        } else {
            table.lines().forEach(call.out()::println);
        }
    }

    private InterfaceView find(String name) throws CordonException {
        return cordon.interfaces().stream().filter(view -> view.info().name().equals(name)).findFirst()
                .orElseThrow(() -> new CordonException(CordonException.Kind.NOT_FOUND,
                        "cannot show interface \"" + name + "\": it is not here; " + Suggestion.among(name, new Words(cordon).interfaces())
                                .map(near -> "did you mean \"" + near + "\"?").orElse("\"cordon interface\" lists those that are")));
    }

    @Override
    public List<String> complete(List<String> words) {
        if (words.size() == 1) {
            return Stream.concat(new Words(cordon).interfaces().stream(), Stream.of("new", "check", "approve")).toList();
        }
        return words.size() == 2 && words.get(0).equals("approve")
                ? cordon.interfaces().stream().filter(view -> !view.held().isEmpty()).map(view -> view.info().name()).toList() : List.of();
    }
}
