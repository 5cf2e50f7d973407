package cordon.core.manage;

import cordon.api.backend.Launch;
import cordon.api.launch.Exit;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.Started;
import cordon.core.RunRequest;
import cordon.core.RunningApp;
import cordon.core.RunningView;
import cordon.core.launch.AppToRun;
import cordon.core.launch.Launcher;
import java.util.ArrayList;
import java.util.List;

/** A launcher that starts nothing. What it started runs until {@link #running} is cleared. */
final class FakeLauncher implements Launcher {
    final List<AppToRun> started = new ArrayList<>();
    final List<RunningView> running = new ArrayList<>();
    /** What is done where a user's processes take part. */
    Runnable whenPrepared = () -> { };
    Runnable whenAccompanied = () -> { };

    @Override
    public Launch.User prepare(AppToRun app, RunRequest request) {
        whenPrepared.run();
        return new Launch.User("somebody", request.uid(), request.gid(), List.of(), "/home/somebody");
    }

    @Override
    public RunningApp accompany(RunningApp started, RunRequest request) {
        whenAccompanied.run();
        return started;
    }

    @Override
    public LaunchPlan plan(AppToRun app, Launch.User user, RunRequest request) {
        started.add(app);
        return new LaunchPlan(List.of());
    }

    @Override
    public RunningApp start(AppToRun app, Launch.User user, RunRequest request) {
        started.add(app);
        running.add(new RunningView(app.policy().label(), 1000 + running.size(), request.uid()));
        return new RunningApp(new NoProcess(), List.of());
    }

    @Override
    public List<RunningView> running() {
        return List.copyOf(running);
    }

    private static final class NoProcess implements Started {
        @Override
        public int pid() {
            return 1000;
        }

        @Override
        public void signal(int number) {
            throw new UnsupportedOperationException("nothing runs");
        }

        @Override
        public Exit await() {
            return new Exit(0, 0);
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
