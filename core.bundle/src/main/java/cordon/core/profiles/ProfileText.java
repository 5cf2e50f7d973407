package cordon.core.profiles;

import cordon.api.snap.SecurityLabel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A profile's file: a head of comment lines that says which policy it is of and what the text was when it was written, the text, and
 * a last line that shows that nothing was cut off. So an edit shows without a copy of the original. Pure.
 *
 * @param policyHash hash of the policy that it was compiled from
 * @param textHash   SHA-256 of the text as it was compiled
 * @param body       the text as it stands
 */
record ProfileText(String policyHash, String textHash, String body) {
    private static final String POLICY = "# policy: ";
    private static final String TEXT = "# text: ";
    private static final String ADVICE = "# Edits below take effect at the next launch and are kept until the policy changes.";
    private static final String END = "# End of the profile.\n";
    private static final int HEAD_LINES = 4;

    /** A text as it was compiled. */
    static ProfileText compiled(String policyHash, String body, LastHash hash) {
        return new ProfileText(policyHash, hash.of(body), body);
    }

    /** Whether this is what was compiled into the other, or an edit of that. */
    boolean isOf(ProfileText compiled) {
        return policyHash.equals(compiled.policyHash) && textHash.equals(compiled.textHash);
    }

    /** An edit of this text. A last line without an end gets one. */
    ProfileText with(String edited) {
        return new ProfileText(policyHash, textHash, edited.isEmpty() || edited.endsWith("\n") ? edited : edited + "\n");
    }

    /** Whether somebody changed the text since it was compiled. */
    boolean edited() {
        return !textHash.equals(sha256(body));
    }

    /** The file. */
    String render(SecurityLabel label, String backend) {
        return title(label, backend) + "\n" + POLICY + policyHash + "\n" + TEXT + textHash + "\n" + ADVICE + "\n" + body + END;
    }

    /** Reads a file. One whose head or last line is not as it was written is an edit of an unknown policy. */
    static ProfileText parse(String file) {
        List<String> lines = file.lines().limit(HEAD_LINES).toList();
        boolean head = lines.size() == HEAD_LINES && lines.get(1).startsWith(POLICY) && lines.get(2).startsWith(TEXT)
                && lines.get(3).equals(ADVICE);
        boolean whole = head && file.contains("\n" + END);
        if (!whole) {
            return new ProfileText("", "", file);
        }
        int body = 0;
        for (int i = 0; i < HEAD_LINES; i++) {
            body = file.indexOf('\n', body) + 1;
        }
        int end = file.lastIndexOf("\n" + END) + 1;
        String text = file.substring(body, Math.max(body, end)) + file.substring(end + END.length()); // What was appended counts too.
        return new ProfileText(lines.get(1).substring(POLICY.length()), lines.get(2).substring(TEXT.length()), text);
    }

    /** The first line of the file, by which a profile of ours is told from other files. */
    static String title(SecurityLabel label, String backend) {
        return "# Profile of " + label.text() + " for " + backend + ".";
    }

    static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
