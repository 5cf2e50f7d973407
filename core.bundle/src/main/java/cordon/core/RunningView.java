package cordon.core;

import cordon.api.snap.SecurityLabel;

/**
 * A process that runs.
 *
 * @param label of its command
 * @param pid   of the process that Cordon started
 * @param uid   of its user
 */
public record RunningView(SecurityLabel label, int pid, int uid) {
}
