package cordon.backend.landlock;

import cordon.linux.DirectoryNotices;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The directories that a ruleset was made from, as they were: as long as they are the same, so is the ruleset. A directory in
 * which few names were looked for is the same while those are; any other while nothing was made, removed or renamed in it
 * (its ctime, which unlike its mtime nobody can set). Where the kernel tells of changes they are not looked at while it is silent. Thread-safe.
 */
final class Watch implements AutoCloseable {
    /** Their entries are the kernel's and change without a trace. */
    private static final Set<String> UNWATCHED = Set.of("proc", "sys", "dev");
    private static final int FEW = 2;
    /** Where root alone changes a directory, and does so now and then: in a burst of launches it is looked at once in a while. */
    private static final Set<String> SYSTEM = Set.of("etc", "usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32", "var", "snap");
    private static final int WRITABLE_BY_OTHERS = 022;
    private static final long SYSTEM_NANOS = 100_000_000L;

    private record Watched(Fd directory, long changed, Map<String, Optional<Long>> inodes, boolean system) {
    }

    private final List<Watched> watched = new ArrayList<>();
    private DirectoryNotices.Notice notice;
    private volatile long systemLooked = System.nanoTime();

    /** Of a directory and all that were opened beneath it. */
    static Watch of(Directory root, DirectoryNotices notices) throws LinuxException {
        Watch watch = new Watch();
        boolean complete = false;
        try {
            watch.add(root);
            watch.notice = notices.of(watch.watched.stream().<DirectoryNotices.Opening>map(one -> one.directory()::duplicate).toList());
            complete = true;
            return watch;
        } finally {
            if (!complete) {
                watch.close();
            }
        }
    }

    private void add(Directory directory) throws LinuxException {
        if (directory.path().size() == 1 && UNWATCHED.contains(directory.path().get(0))) {
            return;
        }
        boolean system = isSystem(directory);
        if (directory.listed() || directory.lookedUp().size() > FEW) {
            watched.add(new Watched(directory.fd().duplicate(), directory.stat().changedNanos(), null, system));
        } else if (!directory.lookedUp().isEmpty()) {
            Map<String, Optional<Long>> inodes = new TreeMap<>();
            for (String name : directory.lookedUp()) {
                inodes.put(name, inode(directory.fd(), name));
            }
            watched.add(new Watched(directory.fd().duplicate(), 0, inodes, system));
        }
        for (Directory child : directory.opened()) {
            add(child);
        }
    }

    /** The root itself is read-only in every view. */
    private static boolean isSystem(Directory directory) throws LinuxException {
        Stat stat = directory.stat();
        return (directory.path().isEmpty() || SYSTEM.contains(directory.path().get(0))) && stat.uid() == 0 && (stat.mode() & WRITABLE_BY_OTHERS) == 0;
    }

    private static Optional<Long> inode(Fd directory, String name) throws LinuxException {
        return Paths.stat(directory, name).map(Stat::inode);
    }

    /**
     * Whether nothing has changed. Where the kernel does not tell, a change in a directory that only root changes shows within a tenth of a second; until then a
     * file that was replaced there is refused.
     */
    boolean holds() throws LinuxException {
        return !notice.changed() || looksTheSame();
    }

    private boolean looksTheSame() throws LinuxException {
        long now = System.nanoTime();
        boolean systemToo = notice.tells() || now - systemLooked > SYSTEM_NANOS;
        for (Watched one : watched) {
            if ((systemToo || !one.system()) && !holds(one)) {
                return false;
            }
        }
        if (systemToo) {
            systemLooked = now;
        }
        return true;
    }

    private static boolean holds(Watched one) throws LinuxException {
        if (one.inodes() == null) {
            return Paths.stat(one.directory()).changedNanos() == one.changed();
        }
        for (Map.Entry<String, Optional<Long>> entry : one.inodes().entrySet()) {
            if (!inode(one.directory(), entry.getKey()).equals(entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        if (notice != null) {
            notice.close();
        }
        watched.forEach(one -> one.directory().close());
    }
}
