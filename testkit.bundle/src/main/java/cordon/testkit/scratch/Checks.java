package cordon.testkit.scratch;

import cordon.testkit.scratch.CheckResult.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Tries the check lines of an interface that is in force in a scratch instance: each without the connection and with it, by a snap that has one
 * plug of it and nothing else. What a line allows must be refused without the connection; what it refuses must be refused with it.
 */
public final class Checks {
    private static final Map<String, String> VARIABLES = Map.of("HOME", "/root", "PROC", "/proc", "RUN_USER", "/run/user/0", "SNAP", "/snap/" + CheckSnaps.SNAP + "/x1");
    private static final List<String> REFUSALS = List.of("EPERM", "EACCES", "ENOSYS", "EROFS", "signal");

    /** What is new in a directory of the system is seen by launches within a tenth of a second. */
    private static final int SETTLED_MILLIS = 150;

    private final Scratch scratch;
    private final CheckSnaps snaps;
    private final StandIns standIns;
    private final String interfaceName;
    private final List<String> allows = new ArrayList<>();
    private final List<String> refuses = new ArrayList<>();

    private Checks(Scratch scratch, String interfaceName, CheckSnaps snaps) {
        this.snaps = snaps;
        this.scratch = scratch;
        this.standIns = new StandIns(scratch);
        this.interfaceName = interfaceName;
    }

    /**
     * Tries all lines.
     *
     * @param interfaceName an interface that is in force
     * @param sample        a plug, and where the system has no slot of the interface a slot, that fit each other
     * @throws ScratchException when the snaps cannot be installed or connected
     */
    public static List<CheckResult> run(Scratch scratch, String interfaceName, Sample sample) throws ScratchException {
        Checks checks = new Checks(scratch, interfaceName, CheckSnaps.install(scratch, interfaceName, sample));
        try {
            checks.describe();
            return checks.allows.isEmpty() && checks.refuses.isEmpty() ? List.of() : checks.results();
        } finally {
            checks.snaps.remove();
        }
    }

    /** The lines: from the daemon, so that files, bundles and code are asked alike. */
    private void describe() throws ScratchException {
        for (String line : scratch.cordon("interface", interfaceName).needed().out().lines().toList()) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            if (line.startsWith("allows:")) {
                allows.add(value);
            } else if (line.startsWith("refuses:")) {
                refuses.add(value);
            }
        }
    }

    /** With the connection first: what it shows of its own accord needs no stand-in. */
    private List<CheckResult> results() throws ScratchException {
        List<String> texts = new ArrayList<>(allows);
        texts.addAll(refuses);
        List<Action> actions = texts.stream().map(text -> new Action(text).resolved(VARIABLES)).toList();
        snaps.connect();
        List<String> with = snaps.attempt(actions);
        for (int i = 0; i < actions.size(); i++) {
            if (actions.get(i).opens() && refused(with.get(i))) {
                standIns.make(actions.get(i));
            }
        }
        Scratch.pause(SETTLED_MILLIS);
        with = snaps.attempt(actions);
        snaps.disconnect();
        List<String> without = snaps.attempt(actions);
        snaps.connect();
        List<CheckResult> results = new ArrayList<>();
        for (int i = 0; i < actions.size(); i++) {
            results.add(judge(new Trial(texts.get(i), actions.get(i), i < allows.size(), without.get(i), with.get(i))));
        }
        return results;
    }

    private record Trial(String text, Action action, boolean allowed, String without, String with) {
        CheckResult result(Verdict verdict, String why) {
            return new CheckResult(text, allowed, without, with, verdict, why);
        }
    }

    private CheckResult judge(Trial trial) throws ScratchException {
        Action action = trial.action();
        if (!action.canBeTried()) {
            return byTheRules(trial, "no service is here that would answer");
        } else if (knowsNothing(trial.with())) {
            return byTheRules(trial, "this kernel does not know it");
        } else if (action.opens() && trial.with().startsWith("ENOENT") && !standIns.isThere(action.path())) {
            return byTheRules(trial, "there is no " + action.path() + " to try it on");
        } else if (action.opens() && trial.allowed() && refused(trial.with()) && standIns.hasNoDriver(action.path())) {
            return byTheRules(trial, "no driver is here for " + action.path());
        } else if (!trial.allowed()) {
            return refused(trial.with()) ? trial.result(Verdict.HOLDS, "") : trial.result(Verdict.BROKEN, "with the connection it ends with " + trial.with());
        } else if (refused(trial.with())) {
            return trial.result(Verdict.BROKEN, "with the connection it ends with " + trial.with());
        }
        return refused(trial.without()) ? trial.result(Verdict.HOLDS, "") : trial.result(Verdict.BROKEN, "it ends with " + trial.without() + " without the connection too");
    }

    /** What exists and is not seen is refused as well as what is seen and not opened. */
    private static boolean refused(String end) {
        return end.startsWith("ENOENT") || REFUSALS.stream().anyMatch(end::startsWith);
    }

    /** The kernel lacks the call or the family of sockets, whoever asks. */
    private static boolean knowsNothing(String end) {
        return end.startsWith("EAFNOSUPPORT") || end.startsWith("EPROTONOSUPPORT") || end.startsWith("ESOCKTNOSUPPORT") || end.startsWith("EOPNOTSUPP");
    }

    private CheckResult byTheRules(Trial trial, String why) throws ScratchException {
        List<String> words = new ArrayList<>(List.of("why", CheckSnaps.SNAP + "." + CheckSnaps.SNAP));
        words.addAll(Arrays.asList(trial.action().text().split(" ")));
        String answer = scratch.cordon(words.toArray(String[]::new)).needed().out().lines().findFirst().orElse("");
        return answer.contains(": refused") != trial.allowed() ? trial.result(Verdict.HOLDS_BY_THE_RULES, why)
                : trial.result(Verdict.BROKEN, why + ", and the rules say: " + answer);
    }
}
