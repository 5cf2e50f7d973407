package cordon.linux;

import cordon.api.launch.Descriptor;
import cordon.linux.internal.Block;
import cordon.linux.internal.Call;
import cordon.linux.internal.Libc;

/**
 * How a terminal treats what is typed and written: {@code struct termios} as the kernel has it on amd64 and arm64 (36 bytes:
 * four words of flags, the discipline, 19 characters; asm-generic/termbits.h, ioctl_tty(2)). An immutable value.
 */
public final class TerminalSettings {
    private static final long TCGETS = 0x5401;
    private static final long TCSETS = 0x5402;
    private static final int SIZE = 36;
    private static final int INPUT = 0;
    private static final int OUTPUT = 4;
    private static final int CONTROL = 8;
    private static final int LOCAL = 12;
    private static final int VTIME = 17 + 5;
    private static final int VMIN = 17 + 6;
    // What cfmakeraw(3) takes away: IGNBRK BRKINT PARMRK ISTRIP INLCR IGNCR ICRNL IXON; OPOST; ECHO ECHONL ICANON ISIG IEXTEN.
    private static final int RAW_INPUT = 01 | 02 | 010 | 040 | 0100 | 0200 | 0400 | 02000;
    private static final int RAW_OUTPUT = 01;
    private static final int RAW_LOCAL = 010 | 0100 | 02 | 01 | 0100000;
    private static final int CSIZE = 060;
    private static final int PARENB = 0400;
    private static final int CS8 = 060;

    private final byte[] termios;

    private TerminalSettings(byte[] termios) {
        this.termios = termios;
    }

    /** The settings of a terminal now. ENOTTY when it is none. */
    public static TerminalSettings of(Descriptor terminal) throws LinuxException {
        try (Block block = new Block(SIZE)) {
            Call.check(Libc.ioctl(terminal.number(), TCGETS, block.address()), () -> "ask for the settings of " + terminal);
            return new TerminalSettings(block.get(0, SIZE));
        }
    }

    /** Every byte as it is typed, nothing echoed, no key a signal, output unchanged (cfmakeraw(3)). */
    public TerminalSettings raw() {
        try (Block block = Block.of(termios)) {
            block.putInt(INPUT, block.getInt(INPUT) & ~RAW_INPUT);
            block.putInt(OUTPUT, block.getInt(OUTPUT) & ~RAW_OUTPUT);
            block.putInt(CONTROL, block.getInt(CONTROL) & ~(CSIZE | PARENB) | CS8);
            block.putInt(LOCAL, block.getInt(LOCAL) & ~RAW_LOCAL);
            byte[] raw = block.get(0, SIZE);
            raw[VMIN] = 1;
            raw[VTIME] = 0;
            return new TerminalSettings(raw);
        }
    }

    /** Gives a terminal these settings at once. */
    public void applyTo(Descriptor terminal) throws LinuxException {
        try (Block block = Block.of(termios)) {
            Call.check(Libc.ioctl(terminal.number(), TCSETS, block.address()), () -> "change the settings of " + terminal);
        }
    }
}
