package cordon.linux.internal;

/**
 * The numbers that differ between the architectures Cordon runs on, one constant an architecture. All else in this bundle
 * (structures, ioctl requests, error numbers, system calls after Linux 5.0) is the same on both: 64 bit, little-endian.
 * From asm/fcntl.h and asm/unistd.h.
 */
public enum Abi {
    AMD64(0x10000, 0x20000, 321),
    ARM64(0x4000, 0x8000, 280);

    /** That of this process. */
    public static final Abi HOST = host();

    public final int oDirectory;
    public final int oNofollow;
    /** The number of bpf(2). */
    public final long bpf;

    Abi(int oDirectory, int oNofollow, long bpf) {
        this.oDirectory = oDirectory;
        this.oNofollow = oNofollow;
        this.bpf = bpf;
    }

    private static Abi host() {
        String name = System.getProperty("os.arch");
        return switch (name) {
            case "amd64", "x86_64" -> AMD64;
            case "aarch64" -> ARM64;
            default -> throw new UnsupportedOperationException(
                    "cannot run on architecture \"" + name + "\": amd64 and aarch64 are known");
        };
    }
}
