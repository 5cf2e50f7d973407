package cordon.core.launch;

import cordon.api.launch.LaunchStep;
import cordon.api.launch.LimitStep;
import cordon.api.policy.Confinement;
import cordon.api.policy.Variables;
import cordon.linux.Arch;
import cordon.linux.LinuxException;
import cordon.linux.Self;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What all launches of a command have in common, worked out once. Immutable.
 *
 * @param app          what it was worked out from
 * @param paths        where the command sees its directories
 * @param environment  of the command
 * @param limits       the first steps
 * @param chain        programs before the command's own, each of which executes the next, absolute
 * @param program      the command's own program, absolute
 * @param arguments    the command's own arguments, variables in them not yet replaced
 * @param variables    of path patterns, without those that depend on the user
 * @param ofRoot       capabilities of root's processes
 * @param ofOthers     bounding set of other users' processes
 * @param buses        that the command may reach
 * @param noNewPrivs   whether executing a program grants nothing; without an administrator's rights no filter can be set otherwise (seccomp(2))
 */
record AppDefaults(AppToRun app, AppPaths paths, AppEnvironment environment, List<LaunchStep> limits, List<String> chain, String program, List<String> arguments,
        Map<String, List<String>> variables, long ofRoot, long ofOthers, ReachableBuses buses, boolean noNewPrivs) {
    /** What login sessions have. The JVM raises its own soft limit, which children inherit, and some programs loop over all numbers. */
    private static final long OPEN_FILES = 1024;

    /** Works it out. @param stateRoot the directory of all state, without links */
    static AppDefaults of(AppToRun app, Path stateRoot) throws LinuxException {
        String instance = app.identity().instanceName();
        AppPaths paths = app.hasView() ? AppPaths.inView(instance, app.identity().revision())
                : AppPaths.onHost(instance, app.identity().revision(), stateRoot);
        List<String> words = Arrays.asList(app.app().command().split(" "));
        List<String> chain = app.app().commandChain().stream().map(program -> paths.snap() + "/" + program).toList();
        Map<String, List<String>> variables = Map.of(Variables.PROC, List.of("/proc"), Variables.SNAP_NAME, List.of(app.identity().name()),
                Variables.SNAP_INSTANCE_NAME, List.of(instance), Variables.SNAP_REVISION, List.of(app.identity().revision()),
                Variables.SNAP_APP, List.of(app.app().name()), Variables.SNAP, List.of(paths.snap()));
        return new AppDefaults(app, paths, new AppEnvironment(app, paths, Arch.host().snapName()), limitsOfLogin(), chain, paths.snap() + "/" + words.get(0),
                List.copyOf(words.subList(1, words.size())), variables, CapabilitySet.ofRoot(app.policy()), CapabilitySet.ofOthers(app.policy()),
                new ReachableBuses(app),
                app.policy().confinement() == Confinement.STRICT || app.policy().confinement() == Confinement.DEVMODE && !Self.isAdministrator());
    }

    private static List<LaunchStep> limitsOfLogin() throws LinuxException {
        long hard = Self.limit(Self.RLIMIT_NOFILE).hard();
        long soft = hard < 0 ? OPEN_FILES : Math.min(OPEN_FILES, hard);
        return List.of(new LimitStep.Limit(Self.RLIMIT_NOFILE, soft, hard), new LimitStep.Nice(0));
    }

    long capabilities(int uid) {
        return uid == 0 ? ofRoot : ofOthers;
    }
}
