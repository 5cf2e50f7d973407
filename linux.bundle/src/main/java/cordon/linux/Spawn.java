package cordon.linux;

import cordon.linux.internal.Block;
import cordon.linux.internal.Libc;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts programs with posix_spawn(3): the parent's memory is not copied, and nothing but the kernel runs between fork and
 * exec. A child leads a session of its own, has no signal blocked and none ignored (a JVM blocks and ignores some), and
 * holds standard input, output and error and the descriptors named for it. Descriptors above the highest of these are
 * closed, whatever their close-on-exec flags (the JDK opens sockets without); below it such a one stays, because closing
 * each gap costs as much as the launch. A program that is given descriptors and passes control on closes the others first,
 * as {@code cordon-exec} does. glibc 2.34 or later. Stateless.
 */
public final class Spawn {
    // Sizes of glibc's opaque types, the same on all 64-bit architectures, with some to spare.
    private static final int ATTRIBUTES_SIZE = 384;
    private static final int ACTIONS_SIZE = 128;
    private static final int SIGNAL_SET_SIZE = 128;

    private static final int SETSIGDEF = 0x04;
    private static final int SETSIGMASK = 0x08;
    private static final int SETSID = 0x80;

    /** A posix_spawnattr_t, only read from here on. It owns no memory of its own in glibc, so that it needs no destroy. */
    private static final Block ATTRIBUTES = attributes();

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
            return new ChildProcess(start(program, argv, env, apart(in, out, err, moved), numbers));
        } finally {
            moved.forEach(Fd::close);
        }
    }

    /** The three with copies of those that would be overwritten before their turn. @param moved takes the copies */
    static int[] apart(int in, int out, int err, List<Fd> moved) throws LinuxException {
        int[] stdio = {in, out, err};
        for (int target = 0; target < 3; target++) {
            if (stdio[target] < 3 && stdio[target] != target) {
                Fd copy = Fd.duplicate(stdio[target]);
                moved.add(copy);
                stdio[target] = copy.number();
            }
        }
        return stdio;
    }

    private static int start(String program, List<String> argv, List<String> env, int[] stdio, int[] inherited)
            throws LinuxException {
        try (Block strings = strings(argv, env); Block opaque = new Block(ACTIONS_SIZE)) {
            long actions = opaque.address();
            require(Libc.posix_spawn_file_actions_init(actions), program);
            try {
                descriptors(actions, stdio, inherited, program);
                int[] pid = new int[1];
                require(Libc.posix_spawn(pid, Text.cString(program), actions, ATTRIBUTES.address(), strings.address(),
                        strings.address((argv.size() + 1) * 8L)), program);
                return pid[0];
            } finally {
                Libc.posix_spawn_file_actions_destroy(actions);
            }
        }
    }

    private static Block attributes() {
        Block attributes = new Block(ATTRIBUTES_SIZE);
        try (Block signals = new Block(SIGNAL_SET_SIZE)) {
            // None of these can fail with valid arguments (posix_spawnattr_init(3)).
            Libc.posix_spawnattr_init(attributes.address());
            Libc.posix_spawnattr_setsigmask(attributes.address(), signals.address());
            // Not sigfillset(3): it leaves out 32 and 33, which glibc then sets to be ignored in the child.
            signals.putLong(0, -1);
            Libc.posix_spawnattr_setsigdefault(attributes.address(), signals.address());
            Libc.posix_spawnattr_setflags(attributes.address(), (short) (SETSID | SETSIGMASK | SETSIGDEF));
        }
        return attributes;
    }

    private static void descriptors(long actions, int[] stdio, int[] inherited, String program) throws LinuxException {
        for (int target = 0; target < 3; target++) {
            require(Libc.posix_spawn_file_actions_adddup2(actions, stdio[target], target), program);
        }
        int highest = 2;
        for (int number : inherited) {
            // Onto itself: clears close-on-exec, in the child only (glibc 2.29).
            require(Libc.posix_spawn_file_actions_adddup2(actions, number, number), program);
            highest = number;
        }
        require(Libc.posix_spawn_file_actions_addclosefrom_np(actions, highest + 1), program);
    }

    /** One block: the array of argv, the array of envp, each ended by 0, then the strings. */
    static Block strings(List<String> argv, List<String> env) {
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
        Block block = new Block(table + Math.max(1, length));
        ByteBuffer image = ByteBuffer.allocate(table + length).order(ByteOrder.nativeOrder());
        int at = table;
        for (int i = 0; i < all.size(); i++) {
            byte[] bytes = all.get(i);
            image.putLong((i < argv.size() ? i : i + 1) * 8, block.address(at));
            image.position(at).put(bytes);
            at += bytes.length;
        }
        return block.put(0, image.array(), 0, image.capacity());
    }

    /** These functions return the error number itself. */
    private static void require(int errno, String program) throws LinuxException {
        if (errno != 0) {
            throw new LinuxException("start " + program, errno);
        }
    }
}
