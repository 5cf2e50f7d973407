package cordon.core.observe;

import cordon.core.Observation;
import cordon.linux.Signals;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** System calls that send signals, and whom they send them to. */
final class SignalCalls {
    private static final Map<String, Place> ALL = Map.of("kill", new Place(0, 1, false), "tkill", new Place(0, 1, false), "tgkill", new Place(1, 2, false),
            "rt_sigqueueinfo", new Place(0, 1, false), "rt_tgsigqueueinfo", new Place(1, 2, false), "pidfd_send_signal", new Place(0, 1, true));
    /** Their names. */
    static final Set<String> NAMES = ALL.keySet();

    private SignalCalls() {
    }

    /**
     * Where they are in the arguments.
     *
     * @param target     process, thread, or group of processes when it is negative
     * @param descriptor whether the target is the descriptor of a process
     */
    private record Place(int target, int signal, boolean descriptor) {
    }

    /**
     * What is sent to another program. A program's own processes are in its view of the file system, which no other has; that is empty, as is a signal to
     * nobody, and one to all that there are, of which none is meant.
     *
     * @param name one of {@link #NAMES}
     */
    static Optional<Observation> seen(ProcessView view, String name, List<Long> arguments) throws IOException {
        Place place = ALL.get(name);
        int target = arguments.get(place.target()).intValue();
        Optional<Integer> process = place.descriptor() ? view.processOf(target) : Optional.of(Math.abs(target)).filter(pid -> pid > 1 || target == 1);
        Optional<String> signal = Signals.name(arguments.get(place.signal()).intValue());
        if (process.isEmpty() || signal.isEmpty()) {
            return Optional.empty();
        }
        return view.labelOfOther(process.get()).map(label -> new Observation.Signal(signal.get(), label));
    }
}
