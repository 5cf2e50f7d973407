package cordon.core.trust;

import cordon.api.policy.ExecTransition;
import cordon.api.policy.FileRule;
import cordon.api.policy.PathPattern;
import cordon.api.policy.RawRule;
import cordon.api.policy.Rule;
import cordon.core.signing.Demand;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/**
 * Says of an interface from outside what it may not grant. Immutable.
 *
 * @param ceiling of the site
 * @param own     patterns of Cordon's own state, socket and policy
 * @param problem why the ceiling cannot be read; then every rule is in question
 * @param demand  who must have signed its bundle
 */
public record Judge(Ceiling ceiling, List<PathPattern> own, Optional<String> problem, Demand demand) {

    /** @param root the directory of all state */
    static Judge of(Ceiling ceiling, Path root, Optional<String> problem) {
        // Characters that mean something in a pattern count as any.
        PathPattern state = PathPattern.parse(root.toString().replaceAll("[^A-Za-z0-9/._-]", "?"));
        return new Judge(ceiling, List.of(state, state.below("/"), state.below("/**")), problem, Demand.NOTHING);
    }

    Judge demanding(Demand other) {
        return demand.equals(other) ? this : new Judge(ceiling, own, problem, other);
    }

    /** Of the bundle itself. */
    Optional<Question> asks(Origin origin) {
        return demand.objection(origin.signature(), new Date()).map(why -> new Question(origin.bundle(), why, true));
    }

    Optional<Question> asks(Rule rule) {
        if (rule instanceof RawRule raw && RawPaths.areUnclear(raw.line())) {
            return Optional.of(new Question(rule.render(), "which paths it opens cannot be told, and the state of Cordon itself is never granted; name each plainly", true));
        }
        if (RulePaths.of(rule).stream().anyMatch(path -> own.stream().anyMatch(one -> Overlap.of(one, path)))) {
            return Optional.of(new Question(rule.render(), "it reaches the state of Cordon itself, which is never granted; name a narrower path", true));
        }
        if (rule instanceof FileRule file && file.exec() == ExecTransition.UNCONFINED) {
            return Optional.of(new Question(rule.render(), "it runs programs without confinement, which is never granted", true));
        }
        return problem.or(() -> ceiling.over(rule)).map(why -> new Question(rule.render(), why, false));
    }
}
