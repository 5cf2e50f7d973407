package cordon.core.launch;

import cordon.api.launch.Exit;
import cordon.api.launch.Started;
import cordon.api.snap.SecurityLabel;
import cordon.core.RunningView;
import cordon.linux.ChildProcess;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The processes that run. Whoever started one waits for it, and it is taken from the list there; one that its owner lets go of
 * while it runs is given to the {@link Reaper}. So a launch that is waited for costs no thread and no wake-up. Thread-safe.
 */
final class RunningApps implements AutoCloseable {
    private static final int REMEMBERED = 256;

    private final Map<Long, Tracked> tracked = new ConcurrentSkipListMap<>();
    private final Deque<RunningView> started = new ConcurrentLinkedDeque<>();
    private final AtomicLong next = new AtomicLong();
    private final Reaper reaper = new Reaper();

    /** Counts a process among those that run, until it ends. */
    Started add(SecurityLabel label, int uid, Started process) {
        Tracked added = new Tracked(next.getAndIncrement(), new RunningView(label, process.pid(), uid), process);
        tracked.put(added.number, added);
        started.add(added.view);
        if (added.number >= REMEMBERED) {
            started.poll();
        }
        return added;
    }

    /** A process that is no command's: it is not listed, and collected like the others. */
    Started aside(Started process) {
        return new Aside(process);
    }

    /** Those that were started last, whether or not they run, oldest first. */
    List<RunningView> recent() {
        return List.copyOf(started);
    }

    /** Those that run, oldest first. */
    List<RunningView> views() {
        List<RunningView> views = new ArrayList<>();
        for (Tracked each : tracked.values()) {
            if (each.hasEnded()) {
                tracked.remove(each.number);
            } else {
                views.add(each.view);
            }
        }
        return views;
    }

    /** Stops the reaper and lets go of all. */
    @Override
    public void close() {
        reaper.close();
        tracked.values().forEach(each -> each.process.close());
        tracked.clear();
    }

    private final class Aside implements Started {
        private final Started process;

        Aside(Started process) {
            this.process = process;
        }

        @Override
        public int pid() {
            return process.pid();
        }

        @Override
        public void signal(int signal) {
            process.signal(signal);
        }

        @Override
        public Exit await() throws InterruptedException {
            return process.await();
        }

        @Override
        public void close() {
            boolean runs = process instanceof ChildProcess child && child.poll().isEmpty() && reaper.take(child, () -> { });
            if (!runs) {
                process.close();
            }
        }
    }

    private final class Tracked implements Started {
        private final long number;
        private final RunningView view;
        private final Started process;

        Tracked(long number, RunningView view, Started process) {
            this.number = number;
            this.view = view;
            this.process = process;
        }

        boolean hasEnded() {
            return process instanceof ChildProcess child && child.poll().isPresent();
        }

        @Override
        public int pid() {
            return process.pid();
        }

        @Override
        public void signal(int signal) {
            process.signal(signal);
        }

        @Override
        public Exit await() throws InterruptedException {
            Exit exit = process.await();
            tracked.remove(number);
            return exit;
        }

        @Override
        public void close() {
            boolean isLeft = tracked.containsKey(number) && process instanceof ChildProcess child && child.poll().isEmpty()
                    && reaper.take(child, () -> tracked.remove(number));
            if (!isLeft) {
                tracked.remove(number);
                process.close();
            }
        }
    }
}
