package cordon.audit.model;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rule;
import cordon.api.policy.Statement;
import cordon.api.policy.SyscallRule;
import cordon.api.snap.Plug;
import cordon.core.Cordon;
import cordon.core.InterfaceView;
import cordon.core.Plugboard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What would allow something: interfaces that are here, ranked by how little else they grant. Thread-safe: it asks the core each time. */
public final class Advisor {
    private static final int MOST = 3;

    private final Cordon cordon;

    /** @param cordon whose interfaces are asked */
    public Advisor(Cordon cordon) {
        this.cordon = cordon;
    }

    private record Way(Verdict.Answer answer, int breadth, String line) {
    }

    /**
     * Lines for people: the ways in their order, or else the lines of an interface of one's own.
     *
     * @param policy of the command that wants it, as it is now
     */
    public List<String> advice(AppPolicy policy, Model model, Need need) {
        List<PolicyEntry> present = model.relevant(policy.entries(), need);
        Verdict now = model.ask(present, need);
        if (now.answer() == Verdict.Answer.ALLOWED) {
            return List.of("its policy allows this now: start it again");
        }
        Plugboard board = cordon.plugboard();
        List<Way> ways = new ArrayList<>();
        for (InterfaceView one : cordon.interfaces()) {
            ways.addAll(ways(one, board, policy, present, model, need));
        }
        ways.sort(Comparator.comparing(Way::answer).thenComparing(Way::breadth).thenComparing(Way::line));
        List<String> lines = new ArrayList<>(ways.stream().limit(MOST).map(Way::line).toList());
        if (lines.isEmpty()) {
            lines.addAll(now.answer() == Verdict.Answer.REFUSED && !now.because().isEmpty() ? givenBack(now.because().get(0)) : own(LocalInterface.rules(need)));
        }
        Otherwise.line(need).ifPresent(lines::add);
        return lines;
    }

    /** The rules that would allow something, as an interface of one's own would have them; none for what no rule can name. */
    public List<PolicyEntry> missing(Need need) {
        return LocalInterface.rules(need).stream().map(rule -> new PolicyEntry(rule, new Origin.Snap(), "")).toList();
    }

    private List<Way> ways(InterfaceView one, Plugboard board, AppPolicy policy, List<PolicyEntry> present, Model model, Need need) {
        List<Way> ways = new ArrayList<>();
        String name = one.info().name();
        for (Optional<Plug> plug : plugs(one, board, policy)) {
            List<Statement> grants = cordon.grants(name, plug);
            Verdict with = model.ask(together(present, name, grants), need);
            if (allows(with, name)) {
                ways.add(new Way(with.answer(), Breadth.of(grants), line(one, plug, policy, board) + (with.note().isEmpty() ? "" : " (" + with.note() + ")")));
            }
        }
        return ways;
    }

    /** The plugs of the snap for an interface; one empty where it declares none. */
    static List<Optional<Plug>> plugs(InterfaceView one, Plugboard board, AppPolicy policy) {
        List<Plug> plugs = board.plugs().stream().filter(plug -> plug.snap().instanceName().equals(policy.label().snap())
                && plug.interfaceName().equals(one.info().name())).toList();
        return plugs.isEmpty() ? List.of(Optional.empty()) : plugs.stream().map(Optional::of).toList();
    }

    /** Whether what an interface grants makes rules allow something that they do not. */
    static boolean allows(List<PolicyEntry> present, Model model, String name, List<Statement> grants, Need need) {
        return allows(model.ask(together(model.relevant(present, need), name, grants), need), name);
    }

    private static boolean allows(Verdict with, String name) {
        return with.answer() != Verdict.Answer.REFUSED && with.because().stream().anyMatch(entry -> entry.origin().equals(origin(name)));
    }

    private static Origin origin(String interfaceName) {
        return new Origin.Declared(interfaceName, ":" + interfaceName);
    }

    private static List<PolicyEntry> together(List<PolicyEntry> present, String name, List<Statement> grants) {
        List<PolicyEntry> all = new ArrayList<>(present);
        grants.forEach(grant -> all.add(new PolicyEntry(grant.rule(), origin(name), grant.reason())));
        return all;
    }

    static String line(InterfaceView one, Optional<Plug> plug, AppPolicy policy, Plugboard board) {
        String name = one.info().name();
        String what = name + ": " + one.info().summary() + ": ";
        if (!one.held().isEmpty()) {
            return what + "it is held for review: cordon interface approve " + name;
        }
        String review = one.info().review().manual() ? "; look first: " + one.info().review().reason() : "";
        if (plug.isEmpty()) {
            return what + "declare a plug " + name + " in the snap.yaml and install it again" + (one.info().autoConnect() ? "" : "; then cordon connect "
                    + policy.label().snap() + ":" + name) + review;
        }
        String reference = plug.get().ref().text();
        if (!plug.get().apps().contains(policy.label().app())) {
            return what + "the plug " + reference + " is not one of " + policy.label().app() + "'s: name it there in the snap.yaml and install it again" + review;
        }
        boolean connected = board.connections().stream().anyMatch(joint -> joint.plug().equals(plug.get().ref()) && !joint.suspended());
        return what + (connected ? reference + " is connected: start the command again" : "cordon connect " + reference) + review;
    }

    /** A refused system call is given back by the very same rule without "deny"; nothing gives back anything else. */
    private static List<String> givenBack(PolicyEntry refusing) {
        return refusing.rule() instanceof SyscallRule rule ? own(List.of(new SyscallRule(rule.name(), rule.conditions())))
                : List.of("nothing allows it: a rule refuses it whatever others grant (" + refusing.origin().describe() + ")");
    }

    private static List<String> own(List<Rule> rules) {
        if (rules.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(List.of("no interface that is here allows it; one of your own would, with", "  connected-plug:"));
        rules.forEach(rule -> lines.add("    - " + rule.kind() + ": " + rule.text()));
        return lines;
    }
}
