package cordon.shell.verbs;

import cordon.api.launch.Exit;
import cordon.api.launch.PlanRunner;
import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.Learning;
import cordon.core.Lesson;
import cordon.core.Manner;
import cordon.core.Observation;
import cordon.core.RunRequest;
import cordon.shell.text.Json;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.UsageException;
import cordon.shell.verb.UserTurns;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** {@code learn SNAP.APP -- ARG...}: watches a run that is refused nothing, and proposes what would let it do the same when confined. */
final class LearnVerb extends Verb {
    private static final int PATIENCE_SECONDS = 3;

    private final Cordon cordon;
    private final Supplier<Optional<Learning>> learning;
    private final UserTurns turns = new UserTurns();

    /** @param learning whoever makes proposals, if somebody does at the moment */
    LearnVerb(Cordon cordon, Supplier<Optional<Learning>> learning) {
        super(Syntax.of("learn", Who.ANYONE, "Run a command refused nothing, and propose the interfaces that it needs").arguments("SNAP[.APP]", "[-- ARG...]")
                .options(Option.JSON).dataAfter(1)
                .details("For this once it may do what you may do. Nothing is changed: what is proposed is yours to do.",
                        "What it prints goes to your standard error unless you sit at a terminal; the proposal, a file for \"cordon interface check\", to standard output.",
                        "Not seen are messages on buses, capabilities, and what the program would do with other arguments."));
        this.cordon = cordon;
        this.learning = learning;
    }

    @Override
    protected void run(Call call, Parsed words) throws CordonException, UsageException, IOException, InterruptedException {
        String command = words.argument(0);
        Learning teacher = learning.get().orElseThrow(() -> new CordonException(CordonException.Kind.CONFLICT,
                "cannot learn what " + command + " needs: the bundle cordon.audit is not started"));
        UserTurns.Turn turn = turns.take(call.caller().uid(), "cannot learn what " + command + " needs: you are learning already, and one at a time is what there is room for");
        try {
            learn(call, words, command, teacher);
        } finally {
            turn.close();
        }
    }

    private void learn(Call call, Parsed words, String command, Learning teacher) throws CordonException, IOException, InterruptedException {
        call.err().println("note: " + Table.printable(command) + " runs without confinement for this once, as you");
        call.err().flush();
        Seen seen = new Seen();
        Exit exit = Attended.run(cordon, call, request(call, words, seen));
        if (!seen.whole.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            call.err().println("note: processes of it still run; what they do from now on does not count");
        }
        if (exit.signal() != 0 || exit.status() != 0) {
            call.err().println("note: it " + (exit.signal() != 0 ? "was ended by signal " + exit.signal() : "ended with status " + exit.status()));
        }
        if (seen.isCut()) {
            call.err().println("note: it did more different things than are remembered; those after the first " + seen.all().size() + " do not count");
        }
        Lesson lesson = teacher.learn(command, seen.all());
        if (words.has(Option.JSON)) {
            call.out().println(Json.write(json(lesson)));
        } else {
            LessonText.lines(command, lesson).forEach(line -> call.out().println(Table.printable(line)));
        }
    }

    private static RunRequest request(Call call, Parsed words, Seen seen) {
        List<String> arguments = words.arguments();
        boolean parted = arguments.size() > 1 && arguments.get(1).equals("--");
        RunRequest plain = Launches.request(call.caller(), words, new Manner.Observed(seen));
        PlanRunner.Stdio stdio = plain.terminal().isPresent() ? plain.stdio() : new PlanRunner.Stdio(call.caller().in(), call.caller().err(), call.caller().err());
        return new RunRequest(plain.command(), arguments.subList(parted ? 2 : 1, arguments.size()), plain.uid(), plain.gid(), plain.environment(),
                plain.directory(), plain.umask(), stdio, plain.terminal(), plain.manner());
    }

    private static Map<String, Object> json(Lesson lesson) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("interfaces", lesson.interfaces().stream().map(choice -> Map.of("interface", choice.name(), "advice", choice.advice(), "covers", choice.covers())).toList());
        json.put("local-interface", lesson.local());
        json.put("unsaid", lesson.unsaid());
        json.put("allowed-already", lesson.allowed());
        return json;
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() == 1 ? new Words(cordon).commands() : List.of();
    }

    /** What was seen, each thing once. Told by the watch's thread, read by the verb's. */
    private static final class Seen implements Manner.Observer {
        private static final int MOST = 20_000;
        /** A program can make up as many paths as it likes, of four thousand bytes each. */
        private static final long MOST_CHARACTERS = 2 << 20;

        private final Set<Observation> things = new LinkedHashSet<>();
        private final CountDownLatch whole = new CountDownLatch(1);
        private long characters;
        private boolean full;

        @Override
        public synchronized void saw(Observation what) {
            if (full) {
                return;
            }
            if (things.add(what)) {
                characters += what instanceof Observation.File file ? file.path().length() : 0;
            }
            full = things.size() >= MOST || characters >= MOST_CHARACTERS;
        }

        @Override
        public void ended() {
            whole.countDown();
        }

        /** Whether what came later is not in it. */
        synchronized boolean isCut() {
            return full;
        }

        synchronized Set<Observation> all() {
            return new LinkedHashSet<>(things);
        }
    }
}
