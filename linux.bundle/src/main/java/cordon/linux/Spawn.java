package cordon.linux;

import cordon.linux.internal.Block;
import cordon.linux.internal.Libc;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts programs with posix_spawn(3): the parent's memory is not copied, and nothing but the kernel runs between fork and
 * exec. A child leads a session of its own, has no signal blocked and none ignored (a JVM blocks and ignores some), and
 * holds standard input, output and error and the descriptors named for it; no other, whatever their close-on-exec flags
 * (the JDK opens sockets without). glibc 2.34 or later.
 */
public final class Spawn {
    // Sizes of glibc's opaque types, the same on all 64-bit architectures, with some to spare.
    private static final int ATTRIBUTES_SIZE = 384;
    private static final int ACTIONS_SIZE = 128;
    private static final int SIGNAL_SET_SIZE = 128;

    private static final int SETSIGDEF = 0x04;
    private static final int SETSIGMASK = 0x08;
    private static final int SETSID = 0x80;

    private Spawn() {
    }

    /**
     * Starts a program.
     *
     * @param program   absolute path
     * @param argv      arguments from {@code argv[0]} on
     * @param env       the whole environment, {@code NAME=value}
     * @param in        descriptor number for standard input
     * @param out       for standard output
     * @param err       for standard error
     * @param inherited numbers from 3 on that the child holds too, under the same numbers
     * @throws LinuxException           when the program cannot be executed
     * @throws IllegalArgumentException when an inherited number is below 3
     */
    public static ChildProcess spawn(String program, List<String> argv, List<String> env, int in, int out, int err,
            List<Integer> inherited) throws LinuxException {
        int[] numbers = inherited.stream().mapToInt(Integer::intValue).sorted().distinct().toArray();
        if (numbers.length > 0 && numbers[0] < 3) {
            throw new IllegalArgumentException("descriptor " + numbers[0] + " cannot be inherited under its number");
        }
        List<Fd> moved = new ArrayList<>(0);
        try {
            int[] stdio = {in, out, err};
            for (int target = 0; target < 3; target++) {
                // A source among 0..2 would be overwritten before its turn.
                if (stdio[target] < 3 && stdio[target] != target) {
                    Fd copy = Fd.duplicate(stdio[target]);
                    moved.add(copy);
                    stdio[target] = copy.number();
                }
            }
            return new ChildProcess(start(program, argv, env, stdio, numbers));
        } finally {
            moved.forEach(Fd::close);
        }
    }

    private static int start(String program, List<String> argv, List<String> env, int[] stdio, int[] inherited)
            throws LinuxException {
        try (Block strings = strings(argv, env);
                Block opaque = new Block(ATTRIBUTES_SIZE + ACTIONS_SIZE + SIGNAL_SET_SIZE)) {
            long attributes = opaque.address();
            long actions = opaque.address(ATTRIBUTES_SIZE);
            long signals = opaque.address(ATTRIBUTES_SIZE + ACTIONS_SIZE);
            require(Libc.posix_spawnattr_init(attributes), program);
            require(Libc.posix_spawn_file_actions_init(actions), program);
            try {
                require(Libc.posix_spawnattr_setsigmask(attributes, signals), program);
                // Not sigfillset(3): it leaves out 32 and 33, which glibc then sets to be ignored in the child.
                opaque.putLong(ATTRIBUTES_SIZE + ACTIONS_SIZE, -1);
                require(Libc.posix_spawnattr_setsigdefault(attributes, signals), program);
                require(Libc.posix_spawnattr_setflags(attributes, (short) (SETSID | SETSIGMASK | SETSIGDEF)), program);
                descriptors(actions, stdio, inherited, program);
                int[] pid = new int[1];
                require(Libc.posix_spawn(pid, Text.cString(program), actions, attributes, strings.address(),
                        strings.address((argv.size() + 1) * 8L)), program);
                return pid[0];
            } finally {
                Libc.posix_spawn_file_actions_destroy(actions);
                Libc.posix_spawnattr_destroy(attributes);
            }
        }
    }

    private static void descriptors(long actions, int[] stdio, int[] inherited, String program) throws LinuxException {
        for (int target = 0; target < 3; target++) {
            require(Libc.posix_spawn_file_actions_adddup2(actions, stdio[target], target), program);
        }
        int next = 3;
        for (int number : inherited) {
            for (; next < number; next++) {
                require(Libc.posix_spawn_file_actions_addclose(actions, next), program);
            }
            // Onto itself: clears close-on-exec, in the child only (glibc 2.29).
            require(Libc.posix_spawn_file_actions_adddup2(actions, number, number), program);
            next = number + 1;
        }
        require(Libc.posix_spawn_file_actions_addclosefrom_np(actions, next), program);
    }

    /** One block: the array of argv, the array of envp, each ended by 0, then the strings. */
    private static Block strings(List<String> argv, List<String> env) {
        List<byte[]> all = new ArrayList<>(argv.size() + env.size());
        int length = 0;
        for (List<String> list : List.of(argv, env)) {
            for (String text : list) {
                byte[] bytes = Text.cString(text);
                all.add(bytes);
                length += bytes.length;
            }
        }
        int table = (argv.size() + env.size() + 2) * 8;
        byte[] characters = new byte[length];
        Block block = new Block(table + Math.max(1, length));
        int at = 0;
        for (int i = 0; i < all.size(); i++) {
            byte[] bytes = all.get(i);
            System.arraycopy(bytes, 0, characters, at, bytes.length);
            int slot = i < argv.size() ? i : i + 1;
            block.putLong(slot * 8L, block.address(table + at));
            at += bytes.length;
        }
        block.put(table, characters, 0, length);
        return block;
    }

    /** These functions return the error number itself. */
    private static void require(int errno, String program) throws LinuxException {
        if (errno != 0) {
            throw new LinuxException("start " + program, errno);
        }
    }
}
