package cordon.core;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Profiles as an administrator sees and edits them. An edit counts until it is taken back, or the policy changes; then it is kept beside the
 * profile. Thread-safe.
 */
@ProviderType
public interface Profiling {

    /** The profiles of a command, in the order of the backends. @throws CordonException when there is no such command, or a file cannot be read */
    List<ProfileView> profiles(String command) throws CordonException;

    /** All profiles that somebody has edited, by command. @throws CordonException when a file cannot be read */
    List<ProfileView> modifiedProfiles() throws CordonException;

    /**
     * Puts a text in the place of a profile, and in force as far as the backend's changes are.
     *
     * @param text the profile, without the lines that Cordon puts around it
     * @throws CordonException when the backend does not understand it; the profile of before stays
     */
    Outcome editProfile(String command, String backend, String text) throws CordonException;

    /** Puts what the policy compiles to in the place of edited profiles. @param backend empty for those of all backends */
    Outcome resetProfiles(String command, Optional<String> backend) throws CordonException;
}
