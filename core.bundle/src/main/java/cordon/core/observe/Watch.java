package cordon.core.observe;

import cordon.core.Manner.Observer;
import cordon.core.Observation;
import cordon.linux.FileRights;
import cordon.linux.LinuxException;
import cordon.linux.ProcessFile;
import cordon.linux.ProcessStatus;
import cordon.linux.SeccompListener;
import cordon.linux.SeccompListener.Waiting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Watches the processes of one launch, in a thread of its own, until the last has ended or it is closed. */
public final class Watch implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private static final int STEP_MILLIS = 2;
    private static final int LOOK_AGAIN_MILLIS = 200;
    private static final System.Logger LOG = System.getLogger(Watch.class.getName());

    private final SeccompListener listener;
    private final Observer observer;
    private final Sight sight;
    private volatile boolean closed;
    private volatile boolean ended;

    private Watch(SeccompListener listener, Observer observer, FileRights rights) {
        this.listener = listener;
        this.observer = observer;
        this.sight = new Sight(rights);
    }

    /**
     * Begins to watch a process that installs an {@link ObservingFilter}.
     *
     * @param pid of the process, or of one that stays behind and lets a child go on
     * @param rights of its user
     * @return empty when it ends before: it has said why
     */
    public static Optional<Watch> of(int pid, FileRights rights, Observer observer) throws IOException, InterruptedException {
        for (int waited = 0; waited < PATIENCE_MILLIS; waited += STEP_MILLIS) {
            for (int one : family(pid)) {
                Optional<SeccompListener> listener = SeccompListener.of(one);
                if (listener.isPresent()) {
                    Watch watch = new Watch(listener.get(), observer, rights);
                    new Thread(watch::run, "cordon-watch-" + pid).start();
                    return Optional.of(watch);
                }
            }
            if (ProcessStatus.of(pid).filter(process -> !process.hasEnded()).isEmpty()) {
                return Optional.empty();
            }
            Thread.sleep(STEP_MILLIS);
        }
        throw new IOException("its filter does not come");
    }

    private static List<Integer> family(int pid) throws LinuxException {
        List<Integer> family = new ArrayList<>(List.of(pid));
        ProcessFile.read(pid, "task/" + pid + "/children").map(String::strip).filter(children -> !children.isEmpty())
                .ifPresent(children -> family.add(Integer.valueOf(children.split(" ")[0])));
        return family;
    }

    private void run() {
        try (listener) {
            for (Optional<Boolean> waits = Optional.of(false); waits.isPresent() && !closed; waits = listener.await(LOOK_AGAIN_MILLIS)) {
                if (waits.get()) {
                    tell();
                }
            }
        } catch (LinuxException e) {
            LOG.log(System.Logger.Level.WARNING, "a program is not watched any more: " + e.getMessage(), e);
        } finally {
            ended = true;
            observer.ended();
        }
    }

    private void tell() throws LinuxException {
        Optional<Waiting> call = listener.next();
        if (call.isPresent()) {
            List<Observation> seen = sight.of(call.get());
            if (listener.waits(call.get())) {
                seen.forEach(observer::saw);
            }
            listener.carryOut(call.get());
        }
    }

    /** Whether nothing more comes. */
    public boolean hasEnded() {
        return ended;
    }

    /** Stops watching. Calls that would be told fail from then on. */
    @Override
    public void close() {
        closed = true;
    }
}
