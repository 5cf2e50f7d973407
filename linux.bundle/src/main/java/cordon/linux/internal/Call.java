package cordon.linux.internal;

import com.sun.jna.Native;
import cordon.linux.Errno;
import cordon.linux.LinuxException;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Turns results of native functions into values and exceptions. */
public final class Call {
    private Call() {
    }

    /**
     * Passes on a result that is not negative.
     *
     * @param doing what the call was for, as in "cannot DOING: why"; evaluated on failure only
     * @throws LinuxException with the calling thread's error number otherwise
     */
    public static int check(int result, Supplier<String> doing) throws LinuxException {
        if (result < 0) {
            throw failure(doing);
        }
        return result;
    }

    /** As {@link #check(int, Supplier)}, for results of 64 bits. */
    public static long check(long result, Supplier<String> doing) throws LinuxException {
        if (result < 0) {
            throw failure(doing);
        }
        return result;
    }

    /** The failure of the call that this thread made last. */
    public static LinuxException failure(Supplier<String> doing) {
        int errno = Native.getLastError();
        return new LinuxException(doing.get(), errno);
    }

    /** Repeats a call while a signal interrupts it. */
    public static int uninterrupted(IntSupplier call) {
        int result;
        do {
            result = call.getAsInt();
        } while (result < 0 && Native.getLastError() == Errno.EINTR);
        return result;
    }

    /** Repeats a call while a signal interrupts it. */
    public static long uninterruptedLong(LongSupplier call) {
        long result;
        do {
            result = call.getAsLong();
        } while (result < 0 && Native.getLastError() == Errno.EINTR);
        return result;
    }
}
