package cordon.backend.cgroup;

import cordon.linux.LinuxException;
import cordon.linux.Uevents;

/** Has the groups looked at again when a device came, went or changed, until {@link #close()}. */
final class Follower implements AutoCloseable {
    private final Uevents events;
    private final Listener listener;

    /** Listens from here on: what comes while the caller goes on is not lost. @param follow what to do */
    Follower(Runnable follow) throws LinuxException {
        events = Uevents.open();
        boolean complete = false;
        try {
            listener = new Listener("cordon-uevents", events.descriptor(), () -> {
                if (events.drain()) {
                    follow.run();
                }
            });
            complete = true;
        } finally {
            if (!complete) {
                events.close();
            }
        }
    }

    /** Whether devices are still followed. */
    boolean listens() {
        return listener.listens();
    }

    @Override
    public void close() {
        listener.close();
        events.close();
    }
}
