package cordon.linux.internal;

/**
 * The numbers that differ between the architectures Cordon runs on, one constant an architecture. All else in this bundle
 * (structures, ioctl requests, error numbers, system calls after Linux 5.0) is the same on both: 64 bit, little-endian.
 * From asm/fcntl.h.
 */
public enum Abi {
    AMD64(0x10000, 0x20000),
    ARM64(0x4000, 0x8000);

    /** That of this process. */
    public static final Abi HOST = host();

    public final int oDirectory;
    public final int oNofollow;

    Abi(int oDirectory, int oNofollow) {
        this.oDirectory = oDirectory;
        this.oNofollow = oNofollow;
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
