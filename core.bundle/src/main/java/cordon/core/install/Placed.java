package cordon.core.install;

import cordon.core.CordonException;
import java.nio.file.Path;

/** A package that was placed. */
public interface Placed {

    /** Where it appears: {@code <root>/snap/NAME/REVISION}. */
    Path directory();

    /** Takes it away again and lets {@code current} be what it was. */
    void undo() throws CordonException;
}
