package cordon.deploy;

import cordon.api.admission.Step;
import cordon.api.backend.Backend;
import cordon.api.backend.Enforcement;
import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.policy.CapabilityRule;
import cordon.api.policy.EnvironmentRule;
import cordon.api.policy.FileAccess;
import cordon.api.policy.FileRule;
import cordon.api.policy.PathPattern;
import cordon.api.policy.RawRule;
import cordon.api.policy.Rule;
import cordon.api.policy.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/** What a reviewer would ask the author of an interface. It calls backends, and changes nothing. */
final class Lint {
    private Lint() {
    }

    /** A line for each question; each once. */
    static List<String> of(Interface contract, List<Backend> backends) {
        List<String> questions = new ArrayList<>();
        for (Grants.Side side : Grants.of(contract)) {
            side.statements().forEach(one -> questions.addAll(of(one, backends)));
        }
        if (contract.info().checks().isEmpty()) {
            questions.add("there is no check: say what a connected plug can do and must not be able to do");
        }
        questions.addAll(ofAdmission(contract.info()));
        return List.copyOf(new LinkedHashSet<>(questions));
    }

    /** Who may have it. */
    private static List<String> ofAdmission(InterfaceInfo info) {
        List<String> questions = new ArrayList<>();
        if (info.autoConnect() && info.review().manual()) {
            questions.add("auto-connect has no effect: the review is manual");
        } else if (info.autoConnect() && info.rules().stream().noneMatch(rule -> rule.step() != Step.INSTALLATION)) {
            questions.add("auto-connect connects every snap that has such a plug; a rule such as allow-auto-connection: publisher=NAME says whom");
        }
        info.rules().stream().filter(rule -> rule.reason().isEmpty())
                .forEach(rule -> questions.add("no reason is given for \"" + rule.render() + "\"; write it behind the rule: # REASON"));
        return questions;
    }

    private static List<String> of(Statement statement, List<Backend> backends) {
        List<String> questions = new ArrayList<>();
        Rule rule = statement.rule();
        if (statement.reason().isEmpty()) {
            questions.add("no reason is given for \"" + rule.render() + "\"; write it behind the rule: # REASON");
        }
        if (rule instanceof FileRule file && !file.deny() && broad(file.path())) {
            boolean write = file.access().contains(FileAccess.WRITE) || file.access().contains(FileAccess.APPEND);
            questions.add("\"" + rule.render() + "\" reaches a whole tree" + (write ? ", to write" : "") + "; name the files that are needed");
        }
        if (rule instanceof RawRule) {
            questions.add("\"" + rule.render() + "\" is raw; no tool can tell what it opens, and other backends ignore it");
        }
        boolean own = rule instanceof CapabilityRule || rule instanceof EnvironmentRule;
        if (!own && backends.stream().map(one -> one.enforces(rule)).allMatch(answer -> answer instanceof Enforcement.NotAtAll)) {
            questions.add("no backend here enforces \"" + rule.render() + "\"");
        }
        return questions;
    }

    /** A tree that begins at the root or one directory below it: {@code /**}, {@code /home/**}, {@code @{HOME}/**}. */
    private static boolean broad(PathPattern path) {
        long named = Stream.of(path.text().split("/")).filter(part -> !part.isEmpty() && part.indexOf('*') < 0).count();
        return path.text().contains("**") && named < 2;
    }
}
