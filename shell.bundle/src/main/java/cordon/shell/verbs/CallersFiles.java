package cordon.shell.verbs;

import cordon.api.launch.Exit;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.LimitStep;
import cordon.api.launch.PlanRunner;
import cordon.api.launch.Started;
import cordon.linux.Fd;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Self;
import cordon.linux.Users;
import cordon.shell.verb.Caller;
import cordon.shell.verb.ExitException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Writes files into the directory that a caller is in, by a process that has the caller's rights. It changes no file that is there. */
final class CallersFiles {
    /** What is made must not be there, as a link neither; then pairs of a path and a text. With {@code -C} the shell opens new files only. */
    private static final String SCRIPT = """
            set -Cue
            if [ -e "$1" ] || [ -L "$1" ]; then echo "error: cannot write $PWD/$1: it is there already" >&2; exit 1; fi
            echo "written: $PWD/$1"
            shift
            while [ $# -gt 0 ]; do
              case $1 in */*) mkdir -p -- "${1%/*}" ;; esac
              printf %s "$2" >"$1"
              shift 2
            done
            """;

    private final PlanRunner runner;

    CallersFiles(PlanRunner runner) {
        this.runner = runner;
    }

    /**
     * Writes, and says what.
     *
     * @param files their texts, by path; all that are in a directory are in the same one
     * @throws ExitException when the process, which has said why, could not
     */
    void write(Caller caller, SortedMap<String, String> files) throws ExitException, IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh", files.firstKey().split("/", 2)[0]));
        files.forEach((path, text) -> arguments.addAll(List.of(path, text)));
        try (Fd nothing = Paths.openAbsolute("/dev/null", OpenFlags.O_RDWR);
                Started process = runner.start(plan(caller, arguments), new PlanRunner.Stdio(nothing.number(), caller.out(), caller.err()))) {
            Exit exit = process.await();
            if (exit.shellStatus() != 0) {
                throw new ExitException("writing", exit);
            }
        }
    }

    private static LaunchPlan plan(Caller caller, List<String> arguments) throws IOException {
        List<LaunchStep> steps = new ArrayList<>(List.of(new LimitStep.Umask(caller.umask()),
                new LaunchStep.WorkingDirectory(caller.directory(), "/", caller.uid(), caller.gid())));
        if (caller.uid() != Self.effectiveUid()) {
            List<Integer> groups = Users.byUid(caller.uid()).map(Users::groups).orElse(List.of());
            steps.add(new LaunchStep.Credentials(caller.uid(), caller.gid(), groups, 0, true));
        }
        steps.add(new LaunchStep.Exec("/bin/sh", arguments, List.of("PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8")));
        return new LaunchPlan(steps);
    }
}
