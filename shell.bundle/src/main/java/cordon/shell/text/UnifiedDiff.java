package cordon.shell.text;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/** Two texts as a unified diff, which patch(1) reads. Pure. */
public final class UnifiedDiff {
    private static final int CONTEXT = 3;

    private UnifiedDiff() {
    }

    /** The lines, those of the head first; none when the texts are equal. */
    public static List<String> lines(String before, String after, String beforeName, String afterName) {
        List<String> old = before.lines().toList();
        return UnifiedDiffUtils.generateUnifiedDiff(beforeName, afterName, old, DiffUtils.diff(old, after.lines().toList()), CONTEXT);
    }
}
