package cordon.core.launch;

import cordon.api.backend.Launch;
import cordon.api.policy.Confinement;
import cordon.api.policy.EnvironmentRule;
import cordon.core.snapyaml.Environment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment of a command: what crosses from its caller, then what Cordon says, then the snap's own variables and the
 * app's, then what its connections set. A later one wins. What does not depend on the caller is made once. Immutable.
 */
final class AppEnvironment {
    /** The base's programs. A snap that has its own puts them first, in its {@code snap.yaml}. */
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/games:/usr/local/games";
    /** Where snaps expect the host's graphics libraries. */
    private static final String LIBRARY_PATH = "/var/lib/snapd/lib/gl:/var/lib/snapd/lib/gl32:/var/lib/snapd/void";

    private final boolean isClassic;
    private final Map<String, String> fixed;
    private final List<Environment.Variable> own;
    private final List<EnvironmentRule> connections;

    /**
     * @param app          the command
     * @param paths        where it sees its directories
     * @param architecture as {@code amd64}
     */
    AppEnvironment(AppToRun app, AppPaths paths, String architecture) {
        this.isClassic = app.policy().confinement() == Confinement.CLASSIC;
        this.fixed = fixed(app, paths, architecture);
        this.own = new ArrayList<>(app.info().environment().variables());
        this.own.addAll(app.app().environment().variables());
        this.connections = app.policy().rules(EnvironmentRule.class);
    }

    private static Map<String, String> fixed(AppToRun app, AppPaths paths, String architecture) {
        String instance = app.identity().instanceName();
        int key = instance.indexOf('_');
        Map<String, String> fixed = new LinkedHashMap<>();
        fixed.put("SNAP", paths.snap());
        fixed.put("SNAP_DATA", paths.data());
        fixed.put("SNAP_COMMON", paths.common());
        fixed.put("SNAP_NAME", app.identity().name());
        fixed.put("SNAP_INSTANCE_NAME", instance);
        fixed.put("SNAP_INSTANCE_KEY", key < 0 ? "" : instance.substring(key + 1));
        fixed.put("SNAP_REVISION", app.identity().revision());
        fixed.put("SNAP_VERSION", app.identity().version());
        fixed.put("SNAP_ARCH", architecture);
        fixed.put("SNAP_LIBRARY_PATH", LIBRARY_PATH);
        fixed.put("PATH", PATH);
        return fixed;
    }

    /** The variables for one launch, by name. */
    Map<String, String> variables(Launch.User user, AppPaths paths, Map<String, String> caller) {
        Map<String, String> variables = CallerEnvironment.crossing(caller);
        variables.putAll(fixed);
        String userData = paths.userData(user.home());
        variables.put("SNAP_USER_DATA", userData);
        variables.put("SNAP_USER_COMMON", paths.userCommon(user.home()));
        variables.put("SNAP_REAL_HOME", user.home());
        String uid = Integer.toUnsignedString(user.uid());
        variables.put("SNAP_UID", uid);
        variables.put("SNAP_EUID", uid);
        if (isClassic) {
            // Unconfined, it is one of the user's own programs.
            variables.put("HOME", user.home());
            variables.put("TMPDIR", "/tmp");
            restore(variables, caller, "XDG_RUNTIME_DIR");
            restore(variables, caller, "PATH");
        } else {
            variables.put("HOME", userData);
            variables.put("TMPDIR", paths.temporary(user.home()));
            variables.put("XDG_RUNTIME_DIR", paths.runtime(user.uid()));
        }
        for (Environment.Variable variable : own) {
            variables.put(variable.name(), Expansion.expand(variable.value(), variables));
        }
        for (EnvironmentRule rule : connections) {
            variables.put(rule.name(), rule.value());
        }
        return variables;
    }

    private static void restore(Map<String, String> variables, Map<String, String> caller, String name) {
        String value = caller.get(name);
        if (value != null) {
            variables.put(name, value);
        }
    }

    /** As execve(2) takes them. */
    static List<String> lines(Map<String, String> variables) {
        List<String> lines = new ArrayList<>(variables.size());
        variables.forEach((name, value) -> lines.add(name + "=" + value));
        return lines;
    }
}
