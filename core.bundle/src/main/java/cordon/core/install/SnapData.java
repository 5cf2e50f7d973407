package cordon.core.install;

import cordon.core.CordonException;
import java.util.List;
import java.util.Optional;

/**
 * The data that a snap keeps for the whole system: {@code <root>/var/snap/NAME/REVISION} of each revision and
 * {@code <root>/var/snap/NAME/common}, which are {@code SNAP_DATA} and {@code SNAP_COMMON} to applications. Called by one
 * thread at a time.
 */
public interface SnapData {

    /**
     * Makes the directories of a revision. Data that is there already, of an earlier installation, is kept.
     *
     * @param fromRevision the revision whose data it begins with; empty for none
     * @throws CordonException when they cannot be made; nothing has changed
     */
    Prepared prepare(String name, String revision, Optional<String> fromRevision) throws CordonException;

    /** Removes the data of one revision. */
    void drop(String name, String revision) throws CordonException;

    /** Removes all data of a snap. Users' data below their home directories is theirs and stays. */
    void purge(String name) throws CordonException;

    /** Directories that were made. */
    interface Prepared {
        /** What was not copied, a line each. */
        List<String> warnings();

        /** Removes what was made. */
        void undo() throws CordonException;
    }
}
