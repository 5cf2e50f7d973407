package cordon.audit.record;

import cordon.linux.Arch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes records of frames. Pure. */
final class RecordReader {
    /** This bit of a system call's number marks x32 (asm/unistd.h). */
    private static final int X32_BIT = 0x40000000;
    private static final int ACTION_MASK = 0xffff0000;

    private RecordReader() {
    }

    static Optional<LogRecord> read(Frame frame) {
        return switch (frame.type()) {
            case Frame.AVC, Frame.USER_AVC -> AppArmorReader.read(frame).map(LogRecord.class::cast);
            case Frame.SECCOMP -> seccomp(frame, Fields.of(frame.body())).map(LogRecord.class::cast);
            case Frame.LANDLOCK_ACCESS -> access(frame, Fields.of(frame.body())).map(LogRecord.class::cast);
            case Frame.LANDLOCK_DOMAIN -> domain(frame, Fields.of(frame.body())).map(LogRecord.class::cast);
            default -> Optional.empty();
        };
    }

    private static Optional<Denial> seccomp(Frame frame, Fields fields) {
        Optional<Integer> token = fields.hexadecimal("arch");
        Optional<Long> syscall = fields.number("syscall");
        if (token.isEmpty() || syscall.isEmpty()) {
            return Optional.empty();
        }
        int number = syscall.get().intValue();
        boolean x32 = token.get() == Arch.AMD64.auditArch() && (number & X32_BIT) != 0 && number != -1;
        Optional<Arch> arch = x32 ? Optional.of(Arch.X32)
                : Arrays.stream(Arch.values()).filter(one -> one != Arch.X32 && one.auditArch() == token.get()).findFirst();
        int signal = fields.number("sig").map(Long::intValue).orElse(0);
        String action = fields.hexadecimal("code").map(code -> action(code, signal)).orElse(signal == 0 ? "errno" : "kill_thread");
        return Optional.of(new Denial.Syscall(Context.of(frame, fields), arch, token.get(), x32 ? number & ~X32_BIT : number, signal, action));
    }

    /** seccomp(2). Kernels before 4.14 wrote the code 0 for whatever ended a thread. */
    private static String action(int code, int signal) {
        return switch (code & ACTION_MASK) {
            case 0x80000000 -> "kill_process";
            case 0 -> signal == 0 ? "log" : "kill_thread";
            case 0x00030000 -> "trap";
            case 0x00050000 -> "errno";
            case 0x7fc00000 -> "user_notif";
            case 0x7ff00000 -> "trace";
            case 0x7ffc0000 -> "log";
            case 0x7fff0000 -> "allow";
            default -> "code " + String.format("0x%08x", code);
        };
    }

    private static Optional<Denial> access(Frame frame, Fields fields) {
        String domain = fields.word("domain");
        List<String> blockers = Arrays.stream(fields.word("blockers").split(",")).filter(one -> !one.isEmpty()).toList();
        if (!domain.matches("[0-9a-f]{1,16}") || blockers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Denial.Landlock(Context.of(frame, fields), domain, blockers, fields.name("path"),
                fields.without(Set.of("domain", "blockers", "path", "dev", "ino"))));
    }

    private static Optional<LandlockDomain> domain(Frame frame, Fields fields) {
        String domain = fields.word("domain");
        return domain.matches("[0-9a-f]{1,16}")
                ? Optional.of(new LandlockDomain(Context.of(frame, fields), domain, fields.word("status").equals("deallocated")))
                : Optional.empty();
    }
}
