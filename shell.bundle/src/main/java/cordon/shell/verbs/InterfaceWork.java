package cordon.shell.verbs;

import cordon.core.CordonException;
import cordon.core.Deployments;
import cordon.core.Outcome;
import cordon.shell.text.Json;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;
import cordon.shell.verb.ExitException;
import cordon.shell.verb.UserTurns;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the verb {@code interface} does for authors: {@code new NAME}, {@code check FILE}, {@code --problems}. */
final class InterfaceWork {
    /** More of YAML is not read anyway. */
    private static final int LARGEST = 1 << 20;

    private final Supplier<Optional<Deployments>> deployments;
    private final CallersFiles files;
    private final UserTurns turns = new UserTurns();
    /** What a file of that size becomes is a hundred times as large. */
    private final Object reading = new Object();

    InterfaceWork(Supplier<Optional<Deployments>> deployments, CallersFiles files) {
        this.deployments = deployments;
        this.files = files;
    }

    /** Files that are wrong. */
    List<String> problems() throws CordonException {
        return here().problems();
    }

    /** Writes files to begin with. */
    void begin(Call call, String name, boolean java) throws CordonException, ExitException, IOException, InterruptedException {
        files.write(call.caller(), here().starter(name, java));
        String next = java ? "cd interface-" + name + " && mvn package && cordon deploy target/interface-" + name + "-1.0.0.jar"
                : "cordon interface check " + name + ".yaml && cordon deploy " + name + ".yaml";
        call.out().println("next: " + next);
    }

    void check(Call call, String given, boolean json) throws CordonException, InterruptedException {
        UserTurns.Turn turn = turns.await(call.caller().uid());
        Deployments.Given file;
        Outcome outcome;
        try {
            file = GivenFile.of(call, given, LARGEST);
            synchronized (reading) {
                outcome = here().check(file.name(), file.content());
            }
        } finally {
            turn.close();
        }
        // A daemon is started for it, which confines programs as root.
        Optional<Outcome> tried = call.caller().uid() == 0 ? Optional.of(here().tryChecks(file.name(), file.content())) : Optional.empty();
        if (json) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("interface", outcome.summary());
            all.put("grants", outcome.details());
            all.put("questions", outcome.warnings());
            all.put("checks", tried.map(one -> Map.of("hold", one.details(), "broken", one.warnings())).orElse(null));
            call.out().println(Json.write(all));
        } else {
            call.out().println(Table.printable(outcome.summary()));
            outcome.details().forEach(line -> call.out().println("  " + Table.printable(line)));
            outcome.warnings().forEach(line -> call.out().println("question: " + Table.printable(line)));
            tried.ifPresentOrElse(one -> print(call, one), () -> call.out().println("its check lines were not tried: that takes root"));
        }
        if (tried.isPresent() && !tried.get().warnings().isEmpty()) {
            throw new CordonException(CordonException.Kind.INVALID, "cannot confirm what " + file.name() + " says: " + tried.get().summary());
        }
    }

    private static void print(Call call, Outcome tried) {
        call.out().println(tried.summary());
        tried.details().forEach(line -> call.out().println("  " + Table.printable(line)));
        tried.warnings().forEach(line -> call.out().println("  " + Table.printable(line)));
    }

    private Deployments here() throws CordonException {
        return deployments.get().orElseThrow(() -> new CordonException(CordonException.Kind.CONFLICT,
                "cannot do that: the bundle cordon.deploy is not started"));
    }
}
