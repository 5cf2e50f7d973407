package cordon.shell.verbs;

import cordon.core.CordonException;
import cordon.core.Deployments;
import cordon.core.Outcome;
import cordon.shell.text.Json;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the verb {@code interface} does for authors: {@code new NAME}, {@code check FILE}, {@code --problems}. */
final class InterfaceWork {
    private final Supplier<Optional<Deployments>> deployments;

    InterfaceWork(Supplier<Optional<Deployments>> deployments) {
        this.deployments = deployments;
    }

    /** Files that are wrong. */
    List<String> problems() throws CordonException {
        return here().problems();
    }

    /** Prints a file to begin with. It goes to standard output: the daemon writes nothing into directories of its callers. */
    void begin(Call call, String name) throws CordonException {
        call.out().print(here().starter(name));
    }

    void check(Call call, String given, boolean json) throws CordonException {
        Deployments.Given file = GivenFile.of(call, given);
        Outcome outcome = here().check(file.name(), file.content());
        if (json) {
            call.out().println(Json.write(Map.of("interface", outcome.summary(), "grants", outcome.details(), "questions", outcome.warnings())));
            return;
        }
        call.out().println(Table.printable(outcome.summary()));
        outcome.details().forEach(line -> call.out().println("  " + Table.printable(line)));
        outcome.warnings().forEach(line -> call.out().println("question: " + Table.printable(line)));
    }

    private Deployments here() throws CordonException {
        return deployments.get().orElseThrow(() -> new CordonException(CordonException.Kind.CONFLICT,
                "cannot do that: the bundle cordon.deploy is not started"));
    }
}
