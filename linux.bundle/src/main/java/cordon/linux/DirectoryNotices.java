package cordon.linux;

import com.sun.jna.Native;
import cordon.linux.internal.Block;
import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether anything was made, removed, renamed (inotify(7)) or mounted in directories since somebody looked: one call, however many they are, in place of one
 * for each name. It is a reason not to look again, and nothing else: whoever is told looks himself. A change of rights, owner or content is not told of.
 *
 * <p>A directory counts only on a file system whose changes are all made by this kernel: the server of a network file system, the kernel in {@code /proc} and
 * {@code /sys}, and a file system's process (fuse(4)) change theirs without a trace. Each directory tells once, and is watched again when somebody
 * has heard it, so that nothing piles up while nobody asks. Thread-safe.
 */
public final class DirectoryNotices implements AutoCloseable {
    // sys/inotify.h
    private static final int IN_NONBLOCK = 0x800;
    private static final int IN_CLOEXEC = 0x80000;
    private static final int IN_MOVED = 0x40 | 0x80;
    private static final int IN_CREATE = 0x100;
    private static final int IN_DELETE = 0x200;
    private static final int IN_GONE = 0x400 | 0x800;
    private static final int IN_ONLYDIR = 0x01000000;
    private static final int IN_ONESHOT = 0x80000000;
    private static final int EVENTS = IN_MOVED | IN_CREATE | IN_DELETE | IN_GONE | IN_ONLYDIR | IN_ONESHOT;

    // struct inotify_event
    private static final int LENGTH = 12;
    private static final int NAME = 16;
    private static final int OVERFLOW = -1;
    private static final int NONE = 0;
    private static final int SIZE = 4096;

    // struct pollfd, one for each of the two
    private static final int MOUNTS = 0;
    private static final int DIRECTORIES = 8;
    private static final int ASKED = 4;
    private static final int REPORTED = 6;
    private static final short POLLIN = 1;

    /** File systems of this kernel's own (linux/magic.h): tmpfs, ramfs, ext2 to ext4, XFS, Btrfs, F2FS, overlayfs, SquashFS, EROFS. */
    private static final Set<Long> TOLD = Set.of(0x01021994L, 0x858458f6L, 0xef53L, 0x58465342L, 0x9123683eL, 0xf2f52010L, 0x794c7630L, 0x73717368L,
            0xe0f5e1e2L);

    private final Optional<Channels> channels;
    private final Block polled = new Block(2 * DIRECTORIES);
    private final Block events = new Block(SIZE);
    private final Map<Integer, Set<Notice>> watched = new HashMap<>();
    private final Set<Notice> all = new HashSet<>();

    /** What the kernel tells by. */
    private record Channels(Fd inotify, Fd mounts) implements AutoCloseable {
        static Channels open() throws LinuxException {
            Fd inotify = Fd.of(Call.check(Libc.inotify_init1(IN_NONBLOCK | IN_CLOEXEC), () -> "watch directories"));
            boolean complete = false;
            try {
                Channels made = new Channels(inotify, Paths.openFollowing("/proc/self/mountinfo", OpenFlags.O_RDONLY));
                complete = true;
                return made;
            } finally {
                if (!complete) {
                    inotify.close();
                }
            }
        }

        @Override
        public void close() {
            inotify.close();
            mounts.close();
        }
    }

    private DirectoryNotices(Optional<Channels> channels) {
        this.channels = channels;
        // Of the mounts no event is asked for: a change is reported as an error, which poll(2) never leaves out.
        channels.ifPresent(open -> polled.putInt(MOUNTS, open.mounts().number()).putInt(DIRECTORIES, open.inotify().number()).putShort(DIRECTORIES + ASKED, POLLIN));
    }

    /** Begins. Where the kernel has no more room for that (inotify(7), max_user_instances), anything may have changed at any time. */
    public static DirectoryNotices open() {
        try {
            return new DirectoryNotices(Optional.of(Channels.open()));
        } catch (LinuxException e) {
            return new DirectoryNotices(Optional.empty());
        }
    }

    /** Of one who is not silent. */
    private int inotify() {
        return channels.orElseThrow().inotify().number();
    }

    /** Opens a directory that is to be watched (O_PATH will do); what it returns is closed. */
    @FunctionalInterface
    public interface Opening {
        Fd open() throws LinuxException;
    }

    /** Watches some directories, from the first {@link Notice#changed()} on. */
    public synchronized Notice of(List<Opening> directories) {
        Notice notice = new Notice(directories);
        all.add(notice);
        return notice;
    }

    /** Takes what the kernel has to tell. */
    private void take() throws LinuxException {
        // It does not wait, so that no signal interrupts it.
        Call.check(Libc.poll(polled.address(), 2, 0), () -> "hear of changes in directories");
        if (polled.getShort(MOUNTS + REPORTED) != 0) {
            tellAll();
        }
        if (polled.getShort(DIRECTORIES + REPORTED) != 0) {
            read();
        }
    }

    private void read() throws LinuxException {
        long length = Libc.read(inotify(), events.address(), SIZE);
        while (length > 0) {
            for (long at = 0; at < length; at += NAME + Integer.toUnsignedLong(events.getInt(at + LENGTH))) {
                int watch = events.getInt(at);
                Set<Notice> told = watched.remove(watch);
                if (watch == OVERFLOW) {
                    tellAll();
                } else if (told != null) {
                    told.forEach(notice -> notice.tell(watch));
                }
            }
            length = Libc.read(inotify(), events.address(), SIZE);
        }
        if (Native.getLastError() != Errno.EAGAIN) {
            LinuxException failure = Call.failure(() -> "hear of changes in directories");
            tellAll();
            throw failure;
        }
    }

    /** Something else may be at the path of any of them, or something was not told: they are opened and watched anew. */
    private void tellAll() {
        watched.keySet().forEach(watch -> Libc.inotify_rm_watch(inotify(), watch));
        watched.clear();
        all.forEach(Notice::forget);
    }

    @Override
    public synchronized void close() {
        watched.clear();
        all.clear();
        channels.ifPresent(Channels::close);
        polled.close();
        events.close();
    }

    /** Whether some directories may be other than when they were last asked about. */
    public final class Notice implements AutoCloseable {
        private final List<Opening> directories;
        private final int[] watches;
        private boolean changed = true;
        /** One of them is on a file system that tells nothing, or nobody hears it. */
        private boolean silent = channels.isEmpty();

        private Notice(List<Opening> directories) {
            this.directories = List.copyOf(directories);
            this.watches = new int[directories.size()];
        }

        /**
         * Whether something may have changed since this was called last; true at first, and always where the kernel does not tell. Whoever looks at the
         * directories after this call misses nothing: what comes later is told by the next one.
         */
        public boolean changed() throws LinuxException {
            synchronized (DirectoryNotices.this) {
                if (silent) {
                    return true;
                }
                take();
                boolean told = changed;
                if (told) {
                    changed = !watchAll();
                }
                return told;
            }
        }

        /** Whether all of them are watched, so that the next call has the kernel's word. */
        public boolean tells() {
            synchronized (DirectoryNotices.this) {
                return !changed && !silent;
            }
        }

        private void tell(int watch) {
            changed = true;
            for (int i = 0; i < watches.length; i++) {
                watches[i] = watches[i] == watch ? NONE : watches[i];
            }
        }

        private void forget() {
            changed = true;
            Arrays.fill(watches, NONE);
        }

        private boolean watchAll() {
            for (int i = 0; i < watches.length && !silent; i++) {
                if (watches[i] == NONE && !watch(i)) {
                    return false;
                }
            }
            return !silent;
        }

        /** What cannot be watched now, since it is gone or there are too many, is tried again when it is asked about again. */
        private boolean watch(int i) {
            try (Fd directory = directories.get(i).open()) {
                if (!TOLD.contains(Mounts.filesystemMagic(directory))) {
                    silent = true;
                    return false;
                }
                byte[] path = Text.cString("/proc/self/fd/" + directory.number());
                watches[i] = Call.check(Libc.inotify_add_watch(inotify(), path, EVENTS), () -> "watch " + directory);
                watched.computeIfAbsent(watches[i], watch -> new HashSet<>()).add(this);
                return true;
            } catch (LinuxException e) {
                return false;
            }
        }

        /** Watches them no more. */
        @Override
        public void close() {
            synchronized (DirectoryNotices.this) {
                for (int watch : watches) {
                    Set<Notice> sharing = watched.get(watch);
                    if (sharing != null && sharing.remove(this) && sharing.isEmpty()) {
                        watched.remove(watch);
                        Libc.inotify_rm_watch(inotify(), watch);
                    }
                }
                all.remove(this);
            }
        }
    }
}
