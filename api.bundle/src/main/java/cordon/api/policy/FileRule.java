package cordon.api.policy;

import java.util.EnumSet;
import java.util.Set;

/**
 * Access to the files that a pattern matches.
 *
 * @param path   which files; matched after symbolic links were resolved, a directory ends in {@code /}
 * @param access what may be done; never empty
 * @param exec   {@link ExecTransition#NONE} exactly when {@code access} lacks {@link FileAccess#EXECUTE}
 * @param owner  only files that the process's user owns
 * @param deny   refused, whatever other rules grant
 */
public record FileRule(PathPattern path, Set<FileAccess> access, ExecTransition exec, boolean owner, boolean deny) implements Rule {

    /** @throws IllegalArgumentException when the access is empty, or does not fit the transition */
    public FileRule {
        if (access.isEmpty()) {
            throw new IllegalArgumentException("a file rule for " + path + " names no access");
        }
        access = Set.copyOf(EnumSet.copyOf(access));
        if (access.contains(FileAccess.EXECUTE) == (exec == ExecTransition.NONE)) {
            throw new IllegalArgumentException("a file rule for " + path + " names execute access and transition apart");
        }
        if (!deny && exec == ExecTransition.ANY) {
            throw new IllegalArgumentException("a file rule for " + path + " must say how to execute: ix, Px, Cx or Ux");
        }
        if (access.contains(FileAccess.WRITE) && access.contains(FileAccess.APPEND)) {
            throw new IllegalArgumentException("a file rule for " + path + " has both w and a; w includes a");
        }
    }

    /** An allow rule without execution, e.g. {@code FileRule.allow("/etc/fstab", "r")}. */
    public static FileRule allow(PathPattern path, String letters) {
        return new FileRule(path, FileAccess.parse(letters), ExecTransition.NONE, false, false);
    }

    /** An allow rule for files that the user owns. */
    public static FileRule allowOwner(PathPattern path, String letters) {
        return new FileRule(path, FileAccess.parse(letters), ExecTransition.NONE, true, false);
    }

    @Override
    public String kind() {
        return "file";
    }

    @Override
    public String text() {
        return (deny ? "deny " : "") + (owner ? "owner " : "") + path.text() + " " + FileAccess.text(access, exec);
    }

    static FileRule parse(Words words) {
        boolean deny = words.take("deny");
        boolean owner = words.take("owner");
        PathPattern path = PathPattern.parse(words.next("a path"));
        String access = words.next("the access, such as r or rw");
        words.end();
        ExecTransition exec = ExecTransition.NONE;
        for (ExecTransition one : ExecTransition.values()) {
            if (one != ExecTransition.NONE && access.endsWith(one.text()) && exec == ExecTransition.NONE) {
                exec = one;
                access = access.substring(0, access.length() - one.text().length()) + "x";
            }
        }
        return new FileRule(path, FileAccess.parse(access), exec, owner, deny);
    }
}
