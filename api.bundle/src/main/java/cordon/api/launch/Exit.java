package cordon.api.launch;

/**
 * How a process ended.
 *
 * @param status exit status, 0 to 255; 0 when a signal ended it
 * @param signal the signal that ended it, 0 for none
 */
public record Exit(int status, int signal) {

    /** The status as a shell says it: 128 + signal for a death by signal. */
    public int shellStatus() {
        return signal == 0 ? status : 128 + signal;
    }
}
