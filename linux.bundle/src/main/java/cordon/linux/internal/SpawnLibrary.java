package cordon.linux.internal;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** The library of {@code native/spawn}, by JNA's direct mapping. */
public final class SpawnLibrary {
    private SpawnLibrary() {
    }

    /** Maps the functions to those of the file; all later calls go there. */
    public static synchronized void register(String path) {
        Native.register(SpawnLibrary.class, NativeLibrary.getInstance(path));
    }

    /** The address of a {@code struct spawn}; a process number, or a negative error number. */
    public static native long cordon_spawn(long how);

    /** The signals that this process ignores, bit 0 for signal 1. */
    public static native long cordon_ignored_signals();
}
