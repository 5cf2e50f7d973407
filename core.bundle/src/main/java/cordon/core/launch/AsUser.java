package cordon.core.launch;

import cordon.api.backend.Launch;
import cordon.api.launch.Exit;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.PlanRunner;
import cordon.api.launch.Started;
import cordon.core.CordonException;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Pipe;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes an application's directories in its user's, by a process with that user's rights alone. Thread-safe. */
final class AsUser {
    private static final int SAID_LIMIT = 64 * 1024;
    private static final List<String> ENVIRONMENT = List.of("PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8");
    /** Half a copy is never taken for data: it gets its name when it is whole. Names come as arguments and are no text of the script. */
    private static final String COPY = "rm -rf -- \".$2.new\" && cp -a --reflink=auto -- \"$1\" \".$2.new\" && mv -T -- \".$2.new\" \"$2\"";
    private static final String POINT = "ln -sfnT -- \"$2\" current";

    private final PlanRunner runner;

    AsUser(PlanRunner runner) {
        this.runner = runner;
    }

    /**
     * Makes {@code snap/NAME/REVISION}, {@code snap/NAME/common} and the link {@code current} in a home directory.
     *
     * @param revisionBefore whose data is copied when the revision has none yet
     */
    void makeData(AppPaths paths, Launch.User user, HomeDirectory home, Optional<String> revisionBefore) throws CordonException {
        List<String> data = List.of("snap", paths.instance());
        List<LaunchStep> steps = new ArrayList<>();
        steps.add(directories(home.path(), data, user, "common"));
        if (revisionBefore.isEmpty()) {
            steps.add(directories(home.path(), data, user, paths.revision()));
        }
        run(paths, user, steps);
        fill(paths, user, home, revisionBefore);
    }

    private void fill(AppPaths paths, Launch.User user, HomeDirectory home, Optional<String> revisionBefore) throws CordonException {
        String place = home.path() + "/snap/" + paths.instance();
        List<LaunchStep> steps = new ArrayList<>();
        steps.add(new LaunchStep.WorkingDirectory(place, "/", user.uid(), user.gid()));
        try (Fd data = Paths.open(home.directory(), "snap/" + paths.instance(), OpenFlags.O_PATH | OpenFlags.O_DIRECTORY, 0, Paths.BENEATH)) {
            HelperRules.of(data).ifPresent(rules -> steps.add(new LaunchStep.Landlock(rules, "the data of " + paths.instance())));
        } catch (LinuxException e) {
            throw new CordonException(CordonException.Kind.SYSTEM, "cannot use the data directory " + place + ": " + e.getMessage(), e);
        }
        steps.add(new LaunchStep.Credentials(user.uid(), user.gid(), user.groups(), 0, true));
        String script = revisionBefore.isEmpty() ? POINT : "if ! [ -d \"$2\" ]; then " + COPY + "; fi && " + POINT;
        steps.add(new LaunchStep.Exec("/bin/sh", List.of("sh", "-c", script, "sh", revisionBefore.orElse(""), paths.revision()), ENVIRONMENT));
        run(paths, user, steps);
    }

    /** Makes {@code snap.NAME} in a runtime directory. */
    void makeRuntime(AppPaths paths, Launch.User user, String runtime) throws CordonException {
        run(paths, user, List.of(directories(runtime, List.of(), user, paths.runtimeName())));
    }

    private static LaunchStep directories(String base, List<String> above, Launch.User user, String last) {
        List<String> components = new ArrayList<>(above);
        components.add(last);
        return new LaunchStep.UserDirectories(base, components, user.uid(), user.gid(), 0700);
    }

    private void run(AppPaths paths, Launch.User user, List<LaunchStep> steps) throws CordonException {
        String doing = "make the data directories of " + user.name() + " for " + paths.instance();
        try {
            Pipe said = Pipe.open();
            try (Fd read = said.readEnd(); Started process = start(new LaunchPlan(steps), said.writeEnd())) {
                String text = new String(Io.readAll(read, SAID_LIMIT), StandardCharsets.UTF_8).strip();
                Exit exit = process.await();
                if (exit.shellStatus() != 0) {
                    throw new CordonException(CordonException.Kind.SYSTEM, "cannot " + doing + ": "
                            + (text.isEmpty() ? "the helper ended with status " + exit.shellStatus() : text)
                            + "; see that the home directory has room and is the user's");
                }
            }
        } catch (IOException e) {
            throw new CordonException(CordonException.Kind.SYSTEM, "cannot " + doing + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CordonException(CordonException.Kind.SYSTEM, "cannot " + doing + ": interrupted; try again", e);
        }
    }

    /** Our end for writing is closed, so that reading ends with the process. */
    private Started start(LaunchPlan plan, Fd output) throws IOException {
        try (output; Fd nothing = Paths.openAbsolute("/dev/null", OpenFlags.O_RDWR)) {
            return runner.start(plan, new PlanRunner.Stdio(nothing.number(), nothing.number(), output.number()));
        }
    }
}
