package cordon.core;

import java.nio.file.Path;

/**
 * A backend's profile of a command, as it lies on disk.
 *
 * @param command  as it is run
 * @param backend  whose language it is in
 * @param file     where it is
 * @param text     the profile, without the lines that Cordon puts around it
 * @param modified whether somebody has edited it: it is not what the policy compiles to
 */
public record ProfileView(String command, String backend, Path file, String text, boolean modified) {

    /** In one line that a profile is edited, where, and how that is taken back; for those that are. Not fit for a terminal. */
    public String notice() {
        return "the " + backend + " profile of " + command + " is locally modified (" + file + "); \"cordon profile " + command + " --reset\" takes that back";
    }
}
