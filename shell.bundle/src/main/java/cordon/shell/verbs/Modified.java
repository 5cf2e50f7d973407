package cordon.shell.verbs;

import cordon.core.Cordon;
import cordon.core.CordonException;
import cordon.core.ProfileView;
import cordon.core.SnapView;
import cordon.shell.text.Table;
import java.util.List;

/** Profiles that somebody has edited: what they enforce is not what the policy says, so every view of a command says it. */
final class Modified {
    private Modified() {
    }

    /** Those of a command. */
    static List<ProfileView> of(Cordon cordon, String command) throws CordonException {
        return cordon.profiling().profiles(command).stream().filter(ProfileView::modified).toList();
    }

    /** Those of a snap's commands. */
    static List<ProfileView> of(List<ProfileView> all, SnapView snap) {
        String name = snap.identity().instanceName();
        return all.stream().filter(profile -> profile.command().equals(name) || profile.command().startsWith(name + ".")).toList();
    }

    /** A line each. */
    static List<String> lines(List<ProfileView> modified) {
        return modified.stream().map(ProfileView::notice).map(Table::printable).toList();
    }
}
