package cordon.api.policy;

import java.util.EnumSet;
import java.util.Set;

/** What may be done with a file; the letters are AppArmor's (apparmor.d(5)). */
public enum FileAccess {
    /** Open for reading, list a directory. */
    READ('r'),
    /** Open for writing, create, delete, rename, change attributes. */
    WRITE('w'),
    /** Open for appending alone. */
    APPEND('a'),
    /** Map into memory as executable. */
    MAP('m'),
    /** Take a file lock. */
    LOCK('k'),
    /** Be the target of a hard link. */
    LINK('l'),
    /** Execute; how is said by {@link ExecTransition}. */
    EXECUTE('x');

    private final char letter;

    FileAccess(char letter) {
        this.letter = letter;
    }

    /** The letter in the text of a rule. */
    public char letter() {
        return letter;
    }

    static String text(Set<FileAccess> access, ExecTransition exec) {
        StringBuilder text = new StringBuilder();
        for (FileAccess one : values()) {
            if (access.contains(one)) {
                text.append(one == EXECUTE ? exec.text() : String.valueOf(one.letter));
            }
        }
        return text.toString();
    }

    static Set<FileAccess> parse(String letters) {
        EnumSet<FileAccess> access = EnumSet.noneOf(FileAccess.class);
        for (char letter : letters.toCharArray()) {
            boolean known = false;
            for (FileAccess one : values()) {
                if (one.letter == letter) {
                    access.add(one);
                    known = true;
                }
            }
            if (!known) {
                throw new IllegalArgumentException("\"" + letter + "\" is no file access; there are r, w, a, m, k, l and ix, Px, Cx, Ux");
            }
        }
        return access;
    }
}
