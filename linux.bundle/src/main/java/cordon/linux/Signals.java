package cordon.linux;

import java.util.List;
import java.util.Optional;

/** Signals, those on which amd64 and arm64 agree, with their 32-bit architectures (signal(7)). */
public final class Signals {
    public static final int HUP = 1;
    public static final int INT = 2;
    public static final int QUIT = 3;
    public static final int KILL = 9;
    public static final int USR1 = 10;
    public static final int USR2 = 12;
    public static final int TERM = 15;
    public static final int CHLD = 17;
    public static final int CONT = 18;
    public static final int STOP = 19;
    public static final int TSTP = 20;
    public static final int TTIN = 21;
    public static final int TTOU = 22;
    public static final int WINCH = 28;
    public static final int SYS = 31;

    private static final List<String> NAMES = List.of("hup", "int", "quit", "ill", "trap", "abrt", "bus", "fpe", "kill", "usr1", "segv", "usr2", "pipe", "alrm", "term",
            "stkflt", "chld", "cont", "stop", "tstp", "ttin", "ttou", "urg", "xcpu", "xfsz", "vtalrm", "prof", "winch", "io", "pwr", "sys");
    private static final int FIRST_REAL_TIME = 32;
    private static final int LAST = 64;

    private Signals() {
    }

    /** The name of a signal, in lower case without {@code SIG}, as apparmor.d(5) writes it: {@code exists} for 0, {@code rtmin+2} for 34; empty for what is none. */
    public static Optional<String> name(int number) {
        if (number < 0 || number > LAST) {
            return Optional.empty();
        }
        return Optional.of(number == 0 ? "exists" : number < FIRST_REAL_TIME ? NAMES.get(number - 1) : "rtmin+" + (number - FIRST_REAL_TIME));
    }
}
