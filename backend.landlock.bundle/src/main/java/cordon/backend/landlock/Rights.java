package cordon.backend.landlock;

import static cordon.linux.LandlockAccess.EXECUTE;
import static cordon.linux.LandlockAccess.IOCTL_DEV;
import static cordon.linux.LandlockAccess.MAKE_DIR;
import static cordon.linux.LandlockAccess.MAKE_FIFO;
import static cordon.linux.LandlockAccess.MAKE_REG;
import static cordon.linux.LandlockAccess.MAKE_SOCK;
import static cordon.linux.LandlockAccess.MAKE_SYM;
import static cordon.linux.LandlockAccess.READ_DIR;
import static cordon.linux.LandlockAccess.READ_FILE;
import static cordon.linux.LandlockAccess.REFER;
import static cordon.linux.LandlockAccess.REMOVE_DIR;
import static cordon.linux.LandlockAccess.REMOVE_FILE;
import static cordon.linux.LandlockAccess.TRUNCATE;
import static cordon.linux.LandlockAccess.WRITE_FILE;

import cordon.api.policy.FileAccess;
import cordon.linux.Stat;
import java.util.Set;

/** The rights of Landlock that stand for the accesses of a policy. Device nodes are never made. Pure. */
final class Rights {
    /** What changes the entries of directories. */
    private static final long ENTRIES = MAKE_DIR | MAKE_REG | MAKE_SOCK | MAKE_FIFO | MAKE_SYM | REMOVE_DIR | REMOVE_FILE | REFER;
    /** What applies to files; the rest applies to directories. */
    private static final long FILES = EXECUTE | READ_FILE | WRITE_FILE | TRUNCATE | IOCTL_DEV;

    private Rights() {
    }

    /** On a directory and all beneath it. */
    static long ofTree(Set<FileAccess> access) {
        long rights = 0;
        rights |= access.contains(FileAccess.READ) ? READ_FILE | READ_DIR : 0;
        rights |= access.contains(FileAccess.WRITE) ? WRITE_FILE | TRUNCATE | ENTRIES : 0;
        rights |= access.contains(FileAccess.APPEND) ? WRITE_FILE : 0;
        rights |= access.contains(FileAccess.EXECUTE) ? EXECUTE : 0;
        return rights;
    }

    /** Of those on a tree, the ones on a single file; a device that may be opened takes its ioctls. */
    static long onFile(long ofTree, Stat file) {
        long rights = ofTree & FILES;
        boolean device = file.isCharacterDevice() || file.isBlockDevice();
        return device && (rights & (READ_FILE | WRITE_FILE)) != 0 ? rights | IOCTL_DEV : rights;
    }

    /** A short text: {@code rwx}, {@code l} for listing. */
    static String text(long rights) {
        return ((rights & READ_FILE) != 0 ? "r" : "") + ((rights & READ_DIR) != 0 ? "l" : "") + ((rights & WRITE_FILE) != 0 ? "w" : "")
                + ((rights & EXECUTE) != 0 ? "x" : "");
    }
}
