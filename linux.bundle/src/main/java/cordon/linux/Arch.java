package cordon.linux;

import cordon.linux.internal.Block;
import cordon.linux.internal.LibSeccomp;
import cordon.linux.internal.Libc;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Architectures whose system calls a kernel may offer. Constants and lookups only: what differs in this bundle's own calls
 * stands elsewhere. Numbers of system calls come from libseccomp, which knows those up to its own release.
 */
public enum Arch {
    AMD64("amd64", "x86_64-linux-gnu", 0xc000003e, 0xc000003e, true),
    I386("i386", "i386-linux-gnu", 0x40000003, 0x40000003, false),
    /** Shows as AMD64 to a filter; bit 30 of the system call's number is set. */
    X32("x32", "x86_64-linux-gnux32", 0x4000003e, 0xc000003e, false),
    ARM64("arm64", "aarch64-linux-gnu", 0xc00000b7, 0xc00000b7, true),
    ARMHF("armhf", "arm-linux-gnueabihf", 0x40000028, 0x40000028, false),
    RISCV64("riscv64", "riscv64-linux-gnu", 0xc00000f3, 0xc00000f3, true),
    PPC64EL("ppc64el", "powerpc64le-linux-gnu", 0xc0000015, 0xc0000015, true),
    S390X("s390x", "s390x-linux-gnu", 0x80000016, 0x80000016, true);

    /** Above every real number of a system call, on all of these. */
    private static final int NUMBERS_END = 1024;

    private final String snapName;
    private final String triplet;
    private final int token;
    private final int auditArch;
    private final boolean is64Bit;

    Arch(String snapName, String triplet, int token, int auditArch, boolean is64Bit) {
        this.snapName = snapName;
        this.triplet = triplet;
        this.token = token;
        this.auditArch = auditArch;
        this.is64Bit = is64Bit;
    }

    /**
     * That of this JVM.
     *
     * @throws UnsupportedOperationException when it is not in this table
     */
    public static Arch host() {
        String name = System.getProperty("os.arch");
        return switch (name) {
            case "amd64", "x86_64" -> AMD64;
            case "aarch64" -> ARM64;
            case "riscv64" -> RISCV64;
            case "ppc64le" -> PPC64EL;
            case "s390x" -> S390X;
            default -> throw new UnsupportedOperationException("cannot run on architecture \"" + name + "\": it is unknown");
        };
    }

    /** The 32-bit architecture whose programs a kernel of this one commonly runs too. */
    public Optional<Arch> compat() {
        return switch (this) {
            case AMD64 -> Optional.of(I386);
            case ARM64 -> Optional.of(ARMHF);
            default -> Optional.empty();
        };
    }

    /** Debian's name, which snap.yaml and SNAP_ARCH use too. */
    public String snapName() {
        return snapName;
    }

    /** Debian's directory for libraries, as {@code x86_64-linux-gnu}. */
    public String triplet() {
        return triplet;
    }

    /** What {@code seccomp_data.arch} and audit records hold (AUDIT_ARCH_*, linux/audit.h). */
    public int auditArch() {
        return auditArch;
    }

    /** Whether registers, and so the arguments of system calls, have 64 bits. */
    public boolean is64Bit() {
        return is64Bit;
    }

    /** The token of libseccomp. */
    int token() {
        return token;
    }

    /** The number of a system call; empty when the architecture has none of that name, or libseccomp does not know it. */
    public OptionalInt number(String syscall) {
        int number = LibSeccomp.seccomp_syscall_resolve_name_arch(token, Text.cString(syscall));
        if (number >= 0) {
            return OptionalInt.of(number);
        }
        // For calls that can also be made through socketcall(2) or ipc(2) libseccomp answers with a number of its own.
        for (int i = 0; number < -1 && i < NUMBERS_END; i++) {
            if (name(i).filter(syscall::equals).isPresent()) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** The name of a system call; empty for a number that is not in use, or that libseccomp does not know. */
    public Optional<String> name(int number) {
        long name = LibSeccomp.seccomp_syscall_resolve_num_arch(token, number);
        if (name == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Text.decode(Block.cString(name)));
        } finally {
            Libc.free(name);
        }
    }
}
