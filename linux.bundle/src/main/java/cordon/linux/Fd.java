package cordon.linux;

import cordon.api.launch.Descriptor;

/** An open file descriptor that is closed with this object. Thread-safe. */
public final class Fd implements Descriptor {
    private final int number;

    private Fd(int number) {
        this.number = number;
    }

    /** Takes ownership of an open descriptor. */
    public static Fd of(int number) {
        return new Fd(number);
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public void close() {
        // the Linux helper completes this class
    }
}
