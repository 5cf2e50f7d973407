package cordon.api.backend;

import cordon.api.snap.SecurityLabel;
import java.nio.file.Path;

/**
 * A profile as it lies on disk. An administrator may have edited it: then {@link #text} is not what the policy compiles to, and
 * is what counts until the policy changes.
 *
 * @param label      of the command
 * @param policyHash hash of the policy that it was compiled from
 * @param file       where the text is: {@code <state>/<backend>/profiles/<label>}, in a directory that root alone can change. A
 *                   backend may keep derived files beside it, named {@code <label>.<extension>}
 * @param text       the text of the file when it was loaded: some lines of comment, each beginning with {@code #}, then the profile. An edit since
 *                   then shows in the file alone: {@link Backend#plan} reads it
 * @param edited     whether it differs from what the policy compiles to
 */
public record StoredProfile(SecurityLabel label, String policyHash, Path file, String text, boolean edited) {
}
