package cordon.core.manage;

import cordon.core.state.StateException;

/** The one step of a change that makes it true: before it, everything can be undone; after it, nothing is. */
@FunctionalInterface
interface Commit {
    /** @throws StateException when it cannot be; nothing of it has happened */
    void run() throws StateException;
}
