package cordon.core.manage;

import cordon.api.backend.Reach;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rule;
import cordon.api.snap.SecurityLabel;
import cordon.core.RunningView;
import cordon.core.profiles.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a change did, for people. Pure. */
final class Report {
    private Report() {
    }

    /** How many rules a command won and lost. */
    record RuleChange(long added, long removed) {
        String text() {
            return count(added, "rule") + " added, " + removed + " removed";
        }
    }

    /** The commands whose rules differ, in order; those that are new or gone are not among them. Commands of a snap often share their rules, which are compared once. */
    static SortedMap<SecurityLabel, RuleChange> changes(World before, World after) {
        SortedMap<SecurityLabel, RuleChange> changes = new TreeMap<>();
        Map<List<PolicyEntry>, Map<List<PolicyEntry>, RuleChange>> known = new IdentityHashMap<>();
        Differing.each(before.policies(), after.policies(), (label, old, now) -> {
            if (old != null && now != null && !old.hash().equals(now.hash())) {
                RuleChange change = known.computeIfAbsent(old.entries(), had -> new IdentityHashMap<>()).computeIfAbsent(now.entries(), has -> change(old, now));
                if (change.added() + change.removed() > 0) {
                    changes.put(label, change);
                }
            }
        });
        return changes;
    }

    private static RuleChange change(AppPolicy before, AppPolicy after) {
        Set<Rule> had = rules(before);
        Set<Rule> has = rules(after);
        return new RuleChange(has.stream().filter(rule -> !had.contains(rule)).count(), had.stream().filter(rule -> !has.contains(rule)).count());
    }

    /** The same in words: a line a command. */
    static List<String> rules(World before, World after) {
        List<String> lines = new ArrayList<>();
        changes(before, after).forEach((label, change) -> lines.add(Commands.name(label.snap(), label.app()) + ": " + change.text()));
        return lines;
    }

    /** When each backend's part is effective: a line a backend, whatever the number of changes. */
    static List<String> effect(List<Change.Loaded> loaded, List<RunningView> running) {
        Map<String, Set<RunningView>> waiting = new LinkedHashMap<>();
        for (Change.Loaded one : loaded.stream().filter(profiles -> profiles.reach() != Reach.NOBODY).toList()) {
            Set<RunningView> ofBackend = waiting.computeIfAbsent(one.backend(), backend -> new LinkedHashSet<>());
            running.stream().filter(process -> one.reach() != Reach.RUNNING && one.labels().contains(process.label())).forEach(ofBackend::add);
        }
        List<String> lines = new ArrayList<>();
        waiting.forEach((backend, processes) -> {
            String pids = processes.stream().map(process -> Integer.toString(process.pid())).collect(Collectors.joining(", "));
            lines.add(backend + ": effective " + (processes.isEmpty() ? "now" : "after restart of " + count(processes.size(), "running process") + " (" + pids + ")"));
        });
        return lines;
    }

    private static Set<Rule> rules(AppPolicy policy) {
        return policy.entries().stream().map(PolicyEntry::rule).collect(Collectors.toCollection(HashSet::new));
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : what.endsWith("s") ? "es" : "s");
    }
}
