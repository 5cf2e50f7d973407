package cordon.linux;

import cordon.api.launch.Descriptor;
import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An open file descriptor that is closed with this object. Thread-safe: it is closed once, whoever calls. It does not guard
 * a number that is in use by one thread against a close by another; the owner does.
 */
public final class Fd implements Descriptor {
    private static final int CLOSED = -1;
    private static final int F_DUPFD_CLOEXEC = 1030;

    private final AtomicInteger number;
    /** Of the number: the last one to close closes it. */
    private final AtomicInteger holders;

    private Fd(int number, AtomicInteger holders) {
        this.number = new AtomicInteger(number);
        this.holders = holders;
    }

    /**
     * Takes ownership of an open descriptor.
     *
     * @throws IllegalArgumentException when the number is negative
     */
    public static Fd of(int number) {
        if (number < 0) {
            throw new IllegalArgumentException(number + " is not the number of a descriptor");
        }
        return new Fd(number, new AtomicInteger(1));
    }

    @Override
    public int number() {
        int current = number.get();
        if (current == CLOSED) {
            throw new IllegalStateException("the descriptor is closed");
        }
        return current;
    }

    /** A second descriptor of the same open file (offset and flags are shared), close-on-exec, numbered 3 or higher. */
    public Fd duplicate() throws LinuxException {
        return duplicate(number());
    }

    static Fd duplicate(int number) throws LinuxException {
        return of(Call.check(Libc.fcntl(number, F_DUPFD_CLOEXEC, 3), () -> "duplicate descriptor " + number));
    }

    /**
     * Another holder of the very same number, which stays open until all of them have closed. In place of {@link #duplicate} for a descriptor that is used often,
     * and of which nobody changes anything.
     */
    public Fd share() {
        int current = number();
        if (holders.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
            throw new IllegalStateException("the descriptor is closed");
        }
        return new Fd(current, holders);
    }

    /**
     * Gives the descriptor up without closing it: whoever is told the number owns it from now on.
     *
     * @throws IllegalStateException when it is closed, or another holds it, too
     */
    public int release() {
        int current = number();
        if (holders.get() != 1) {
            throw new IllegalStateException("others hold descriptor " + current);
        }
        number.set(CLOSED);
        return current;
    }

    @Override
    public void close() {
        int current = number.getAndSet(CLOSED);
        if (current != CLOSED && holders.decrementAndGet() == 0) {
            // The result says nothing of use: Linux frees the number even where close(2) reports an error, and a file
            // whose content matters is synced before.
            Libc.close(current);
        }
    }

    @Override
    public String toString() {
        int current = number.get();
        return current == CLOSED ? "fd closed" : "fd " + current;
    }
}
