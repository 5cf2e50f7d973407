package cordon.linux;

import cordon.linux.internal.Block;
import cordon.linux.internal.SpawnLibrary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts programs as {@link Spawn} does, but inside a control group of the unified hierarchy (clone3(2) with CLONE_INTO_CGROUP,
 * Linux 5.7). Joining the group later would wait for an RCU grace period on an idle machine, many times as long as the launch.
 * A child holds exactly the descriptors named for it. Thread-safe.
 */
public final class GroupSpawn {
    // struct spawn of native/spawn/spawn.c
    private static final int PROGRAM = 0;
    private static final int ARGUMENTS = 8;
    private static final int ENVIRONMENT = 16;
    private static final int INHERITED = 24;
    private static final int COUNT = 32;
    private static final int STDIO = 40;
    private static final int GROUP = 52;
    private static final int PIDFD = 56;
    private static final int IGNORED = 64;
    private static final int STARTED = 72;
    private static final int SIZE = 80;

    private final long ignoredSignals;

    private GroupSpawn(long ignoredSignals) {
        this.ignoredSignals = ignoredSignals;
    }

    /**
     * Loads {@code libcordon-spawn.so}. What is in it runs in this process: the caller knows the file to be its own. Signals that this
     * process ignores now have their default action in children.
     *
     * @param library absolute path
     * @throws UnsatisfiedLinkError when it cannot be loaded
     */
    public static GroupSpawn load(Path library) {
        SpawnLibrary.register(library.toString());
        return new GroupSpawn(SpawnLibrary.cordon_ignored_signals());
    }

    /** Whether the kernel starts processes in groups, and whoever contains this process lets it. */
    public boolean works() throws LinuxException {
        try (Block how = new Block(SIZE)) {
            // No group: a kernel that knows the flag says so before it makes a process. A negative number would be refused without a look.
            how.putInt(GROUP, Integer.MAX_VALUE);
            return SpawnLibrary.cordon_spawn(how.address()) == -Errno.EBADF;
        }
    }

    /**
     * Starts a program.
     *
     * @param group     the directory of a control group
     * @param program   absolute path
     * @param argv      arguments from {@code argv[0]} on
     * @param env       the whole environment, {@code NAME=value}
     * @param stdio     descriptor numbers for standard input, output and error
     * @param inherited numbers from 3 on that the child holds too, under the same numbers
     * @throws LinuxException           when the group takes no process or the program cannot be executed
     * @throws IllegalArgumentException when an inherited number is below 3, or there are not three for stdio
     */
    public ChildProcess spawn(Fd group, String program, List<String> argv, List<String> env, List<Integer> stdio, List<Integer> inherited)
            throws LinuxException {
        if (stdio.size() != 3 || inherited.stream().anyMatch(number -> number < 3)) {
            throw new IllegalArgumentException("descriptors " + stdio + " and " + inherited + " cannot be inherited");
        }
        List<Fd> moved = new ArrayList<>(0);
        try (Block strings = Spawn.strings(argv, env); Block name = Block.of(Text.cString(program));
                Block numbers = new Block(Math.max(1, inherited.size() * 4L)); Block how = new Block(SIZE)) {
            for (int i = 0; i < inherited.size(); i++) {
                numbers.putInt(i * 4L, inherited.get(i));
            }
            how.putLong(PROGRAM, name.address()).putLong(ARGUMENTS, strings.address());
            how.putLong(ENVIRONMENT, strings.address((argv.size() + 1) * 8L));
            how.putLong(INHERITED, numbers.address()).putLong(COUNT, inherited.size()).putInt(GROUP, group.number()).putLong(IGNORED, ignoredSignals);
            int[] apart = Spawn.apart(stdio.get(0), stdio.get(1), stdio.get(2), moved);
            for (int i = 0; i < 3; i++) {
                how.putInt(STDIO + i * 4L, apart[i]);
            }
            long pid = SpawnLibrary.cordon_spawn(how.address());
            if (pid < 0) {
                throw new LinuxException("start " + program + (how.getLong(STARTED) == 0 ? " in its control group" : ""), (int) -pid);
            }
            return new ChildProcess((int) pid, Fd.of(how.getInt(PIDFD)));
        } finally {
            moved.forEach(Fd::close);
        }
    }
}
