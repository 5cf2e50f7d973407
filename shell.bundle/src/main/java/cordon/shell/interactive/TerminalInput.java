package cordon.shell.interactive;

import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import java.io.IOException;
import java.io.InputStream;

/** Keys of a terminal. Reading never outlasts {@link #end()}, so that no key meant for the next program is taken. */
final class TerminalInput extends InputStream {
    private static final int COUNTER_SIZE = 8;

    private final Fd terminal;
    private final Fd ended;
    private final Fd nudged;

    /** The terminal is not closed here. */
    TerminalInput(Fd terminal) throws LinuxException {
        this.terminal = terminal;
        this.ended = Io.eventfd();
        this.nudged = Io.eventfd();
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        int count;
        do {
            count = read(single, 0, 1);
        } while (count == 0);
        return count < 0 ? -1 : single[0] & 0xff;
    }

    /** Waits for keys; 0 after {@link #nudge()}. */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        boolean[] ready = Io.poll(-1, ended, nudged, terminal);
        if (ready[0]) {
            return -1;
        }
        if (ready[1]) {
            Io.readFully(nudged, COUNTER_SIZE);
            return 0;
        }
        return Io.read(terminal, into, offset, length);
    }

    /** A read that is under way, or the next one, returns without a key. */
    void nudge() throws LinuxException {
        Io.notify(nudged);
    }

    /** What is there at once; the terminal answers nothing better. */
    @Override
    public int available() throws IOException {
        return Io.poll(0, terminal)[0] ? 1 : 0;
    }

    /** Every read, also one under way, is at the end. */
    void end() throws LinuxException {
        Io.notify(ended);
    }

    @Override
    public void close() {
        ended.close();
        nudged.close();
    }
}
