package cordon.shell.interactive;

import cordon.linux.Fd;
import cordon.linux.Io;
import cordon.linux.LinuxException;
import java.io.IOException;
import java.io.InputStream;

/** Keys of a terminal. Reading never outlasts {@link #end()}, so that no key meant for the next program is taken. */
final class TerminalInput extends InputStream {
    private final Fd terminal;
    private final Fd ended;

    /** The terminal is not closed here. */
    TerminalInput(Fd terminal) throws LinuxException {
        this.terminal = terminal;
        this.ended = Io.eventfd();
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        boolean[] ready = Io.poll(-1, ended, terminal);
        return ready[0] ? -1 : Io.read(terminal, into, offset, length);
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
    }
}
