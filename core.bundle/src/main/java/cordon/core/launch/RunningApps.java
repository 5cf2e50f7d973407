package cordon.core.launch;

import cordon.api.launch.Exit;
import cordon.api.launch.Started;
import cordon.api.snap.SecurityLabel;
import cordon.core.RunningView;
import cordon.linux.ChildProcess;
import cordon.linux.Fd;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
    /** Those of the core before, until somebody asks for them: how one ended is known even when the reaper was first. */
    private final Map<Integer, ChildProcess> inherited = new ConcurrentHashMap<>();

    /** Counts a process that runs already among those that run, and sees to it that it is collected. */
    void inherit(LeftProcess left) {
        ChildProcess child = ChildProcess.takenOver(left.pid(), Fd.of(left.pidfd()));
        inherited.put(left.pid(), child);
        Started listed = left.label().map(label -> add(label, left.uid(), child)).orElseGet(() -> aside(child));
        listed.close();
    }

    /** A process for one who waits for it from now on: one that was inherited, which stays the reaper's to collect, or one that whoever waited for it left. */
    Optional<Started> claim(int pid) {
        ChildProcess child = inherited.remove(pid);
        return child != null ? Optional.of(new Inherited(child))
                : tracked.values().stream().filter(each -> each.pid() == pid).map(Started.class::cast).findFirst();
    }

    /** Lets go of all and says what that is. Those that have ended, and that nobody has collected, are among them. */
    List<LeftProcess> leave() {
        List<LeftProcess> left = new ArrayList<>();
        for (Tracked each : tracked.values()) {
            handOver(each.process, each.view.uid(), Optional.of(each.view.label())).ifPresent(left::add);
        }
        for (ChildProcess other : reaper.stop()) {
            handOver(other, 0, Optional.empty()).ifPresent(left::add);
        }
        close();
        return left;
    }

    private static Optional<LeftProcess> handOver(Started process, int uid, Optional<SecurityLabel> label) {
        return process instanceof ChildProcess child ? child.handOver().map(pidfd -> new LeftProcess(child.pid(), pidfd.release(), uid, label))
                : Optional.empty();
    }

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
        tracked.values().forEach(Aside::letGo);
        tracked.clear();
    }

    /** A process that is collected, by whoever waits for it or by the reaper. */
    private class Aside implements Started {
        final Started process;

        Aside(Started process) {
            this.process = process;
        }

        /** It has ended and is collected, or nobody will know. */
        void gone() {
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
            gone();
            return exit;
        }

        /** Without the reaper. */
        void letGo() {
            process.close();
        }

        @Override
        public void close() {
            boolean isLeft = process instanceof ChildProcess child && child.poll().isEmpty() && reaper.take(child, this::gone);
            if (!isLeft) {
                gone();
                process.close();
            }
        }
    }

    /** What somebody waits for and the reaper collects. */
    private record Inherited(ChildProcess child) implements Started {
        @Override
        public int pid() {
            return child.pid();
        }

        @Override
        public void signal(int signal) {
            child.signal(signal);
        }

        @Override
        public Exit await() throws InterruptedException {
            return child.await();
        }

        @Override
        public void close() {
            // The reaper has it.
        }
    }

    /** A command's process: it is listed as long as it runs. */
    private final class Tracked extends Aside {
        private final long number;
        private final RunningView view;

        Tracked(long number, RunningView view, Started process) {
            super(process);
            this.number = number;
            this.view = view;
        }

        @Override
        void gone() {
            tracked.remove(number);
        }

        @Override
        public void close() {
            if (tracked.containsKey(number)) {
                super.close();
            } else {
                letGo();
            }
        }
    }
}
