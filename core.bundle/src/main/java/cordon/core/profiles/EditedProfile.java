package cordon.core.profiles;

import java.nio.file.Path;

/**
 * A profile as its file is now.
 *
 * @param file   where it is
 * @param text   without the lines around it
 * @param edited whether it differs from what was compiled
 */
public record EditedProfile(Path file, String text, boolean edited) {
}
