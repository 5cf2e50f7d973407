package cordon.backend.apparmor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A profile as the parser hands it to the kernel, asked as the kernel asks it ({@code security/apparmor/policy_unpack.c},
 * {@code match.c} and {@code file.c} of Linux, interface version 5 to 8): so a test sees what is really enforced.
 */
final class CompiledProfile {
    private static final int OWNER_BITS = 0x7f;
    private static final int OTHER = 14;
    private static final int INHERIT = 0x200;

    /** A value, with the name that stands before it, or an empty one. */
    private record Token(String name, int tag, long number, ByteBuffer blob) {
    }

    private final List<Token> tokens = new ArrayList<>();
    private final Dfa policy;
    private final Dfa files;
    private final long capabilities;

    CompiledProfile(byte[] binary) {
        ByteBuffer in = ByteBuffer.wrap(binary).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            tokens.add(token(in));
        }
        List<Integer> blobs = new ArrayList<>();
        int flags = -1;
        int high = -1;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).blob() != null) {
                blobs.add(i);
            }
            flags = tokens.get(i).name().equals("path_flags") ? i : flags;
            high = tokens.get(i).name().equals("caps64") ? i : high;
        }
        capabilities = tokens.get(flags + 1).number() | tokens.get(high + 1).number() << 32;
        policy = new Dfa(tokens.get(blobs.get(0)).blob(), 1);
        files = new Dfa(tokens.get(blobs.get(1)).blob(), tokens.stream().filter(one -> one.name().equals("dfa_start")).mapToInt(one -> (int) one.number()).findFirst().orElse(1));
    }

    private static Token token(ByteBuffer in) {
        int tag = in.get();
        String name = "";
        if (tag == 4) {
            name = string(in);
            tag = in.get();
        }
        return switch (tag) {
            case 0 -> new Token(name, tag, in.get(), null);
            case 1, 11 -> new Token(name, tag, in.getShort(), null);
            case 2 -> new Token(name, tag, Integer.toUnsignedLong(in.getInt()), null);
            case 3 -> new Token(name, tag, in.getLong(), null);
            case 5 -> {
                string(in);
                yield new Token(name, tag, 0, null);
            }
            case 6 -> {
                int size = in.getInt();
                int padding = -in.position() & 7;
                ByteBuffer blob = in.slice(in.position() + padding, size - padding).order(ByteOrder.BIG_ENDIAN);
                in.position(in.position() + size);
                yield new Token(name, tag, 0, blob);
            }
            case 7, 8, 9, 10, 12 -> new Token(name, tag, 0, null);
            default -> throw new IllegalArgumentException("unknown tag " + tag + " at " + in.position());
        };
    }

    private static String string(ByteBuffer in) {
        byte[] bytes = new byte[in.getShort()];
        in.get(bytes);
        return new String(bytes, 0, bytes.length - 1, StandardCharsets.UTF_8);
    }

    boolean capability(int number) {
        return (capabilities >>> number & 1) != 0;
    }

    /** {@code allow}, {@code allow i} or {@code deny}. @param access one of r w m k l x */
    String file(String path, char access, boolean owner) {
        int bits = files.accept(files.walk(files.start, bytes(path))) >>> (owner ? 0 : OTHER);
        int wanted = switch (access) {
            case 'x' -> 1;
            case 'w' -> 2;
            case 'r' -> 4;
            case 'l' -> 0x10;
            case 'k' -> 0x20;
            case 'm' -> 0x40;
            default -> throw new IllegalArgumentException("no access \"" + access + "\"");
        };
        boolean allowed = (bits & OWNER_BITS & wanted) != 0;
        return !allowed ? "deny" : access == 'x' && (bits & INHERIT) != 0 ? "allow i" : "allow";
    }

    /** Whether the policy of a class grants some permission for the bytes of a question. */
    boolean grants(int objectClass, int permission, byte[]... question) {
        int state = policy.next(policy.start, objectClass);
        for (byte[] part : question) {
            state = policy.walk(state, part);
        }
        return (policy.accept(state) & permission) != 0;
    }

    /** Whether a path that the question begins with could be followed by more. */
    boolean continues(int objectClass, byte[] question) {
        return policy.next(policy.walk(policy.next(policy.start, objectClass), question), 0) != 0;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Parts, each but the last ended by a zero. */
    static byte[] parts(String... parts) {
        return bytes(String.join("\0", parts));
    }

    /** Tables of a state machine: where to start in the next table, what to check, and where to go otherwise. */
    private static final class Dfa {
        private static final int DIFFERENCE = 0x80000000;
        private final int start;
        private final int[][] tables = new int[16][];

        Dfa(ByteBuffer in, int start) {
            this.start = start;
            int header = in.getInt(4);
            int size = in.getInt(8);
            in.position(header);
            while (in.position() < size) {
                int id = in.getShort();
                int width = in.getShort();
                in.getInt();
                int length = in.getInt();
                int[] table = new int[length];
                for (int i = 0; i < length; i++) {
                    table[i] = width == 1 ? in.get() & 0xff : width == 2 ? in.getShort() & 0xffff : in.getInt();
                }
                tables[id] = table;
                in.position(Math.min(in.limit(), in.position() + (-in.position() & 7)));
            }
        }

        int walk(int state, byte[] input) {
            int now = state;
            for (byte one : input) {
                now = next(now, one & 0xff);
            }
            return now;
        }

        int next(int state, int input) {
            int[] classes = tables[5];
            int c = classes == null ? input : classes[input];
            int now = state;
            while (true) {
                int base = tables[2][now];
                int at = (base & 0xffffff) + c;
                if (at < tables[3].length && tables[3][at] == now) {
                    return tables[8][at];
                }
                now = tables[4][now];
                if ((base & DIFFERENCE) == 0) {
                    return now;
                }
            }
        }

        int accept(int state) {
            return tables[1][state];
        }
    }
}
