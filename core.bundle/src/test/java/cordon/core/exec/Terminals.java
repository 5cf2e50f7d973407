package cordon.core.exec;

import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.PlanRunner;
import cordon.api.launch.Started;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import cordon.linux.Memfd;
import cordon.linux.Received;
import cordon.linux.UnixSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A launch with a terminal, and the person who sits at it. */
final class Terminals implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final UnixSocket channel;
    private final Fd master;
    private final StringBuilder unread = new StringBuilder();
    final Started started;

    private Terminals(Started started, UnixSocket channel, Fd master) {
        this.started = started;
        this.channel = channel;
        this.master = master;
    }

    /** Starts a plan with a terminal of 80x24 for root. */
    static Terminals open(List<LaunchStep> steps) throws IOException {
        return open(steps, new byte[0]);
    }

    /** The same, with something in the channel before. */
    static Terminals open(List<LaunchStep> steps, byte[] settings) throws IOException {
        List<UnixSocket> ends = UnixSocket.pair(UnixSocket.Type.SEQPACKET);
        if (settings.length > 0) {
            ends.get(0).send(settings, List.of());
        }
        List<LaunchStep> all = new ArrayList<>(steps);
        all.add(new LaunchStep.Terminal(ends.get(1).fd(), 24, 80, 0, -1, true));
        try (Fd err = Memfd.create("err", new byte[0])) {
            Started started = new ExecPlanRunner(Launches.PROGRAM).start(new LaunchPlan(all), new PlanRunner.Stdio(0, 1, err.number()));
            Received first = ends.get(0).receive(16);
            if (first.descriptors().isEmpty()) {
                ends.get(0).close();
                started.close();
                throw new IOException("no terminal came: " + Launches.content(err));
            }
            return new Terminals(started, ends.get(0), first.descriptors().get(0));
        }
    }

    /** Types. */
    void type(String keys) throws IOException {
        Io.write(master, keys.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the screen until the text has come, and gives all that came before it. */
    String until(String text) throws IOException {
        while (unread.indexOf(text) < 0) {
            if (!more()) {
                throw new IOException("the terminal hung up before it showed \"" + text + "\"; it showed: " + unread);
            }
        }
        String before = unread.substring(0, unread.indexOf(text));
        unread.delete(0, unread.indexOf(text) + text.length());
        return before;
    }

    /** All that comes until the terminal hangs up. */
    String rest() throws IOException {
        while (more()) {
            // Collected in unread.
        }
        return unread.toString();
    }

    private boolean more() throws IOException {
        byte[] bytes = new byte[4096];
        try {
            int count = Io.read(master, bytes, 0, bytes.length);
            unread.append(new String(bytes, 0, Math.max(count, 0), StandardCharsets.UTF_8));
            return count > 0;
        } catch (LinuxException e) {
            // The kernel's way to say that nobody has the other side open.
            if (e.errno() == Errno.EIO) {
                return false;
            }
            throw e;
        }
    }

    /** The next message of the leader; empty at the end. */
    byte[] report() throws IOException {
        if (!Io.poll(PATIENCE_MILLIS, channel.fd())[0]) {
            throw new IOException("the leader reports nothing");
        }
        return channel.receive(16).data();
    }

    /** Puts the phone down. */
    void hangUp() {
        master.close();
    }

    @Override
    public void close() {
        started.signal(cordon.linux.Signals.KILL);
        master.close();
        channel.close();
        started.close();
    }
}
