package cordon.audit.verb;

import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.ProfileView;
import java.util.List;

/** Profiles that somebody has edited: what they enforce is not what the policy says, so whoever asks the policy is told. */
final class Edited {
    private Edited() {
    }

    /** A line for each of a command. */
    static List<String> notes(Cordon cordon, String command) throws CordonException {
        return cordon.profiling().profiles(command).stream().filter(ProfileView::modified).map(ProfileView::notice).toList();
    }
}
