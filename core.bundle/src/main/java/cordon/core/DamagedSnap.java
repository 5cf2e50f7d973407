package cordon.core;

/**
 * An installed snap that was left out when the daemon started: nothing of it launches.
 *
 * @param name    instance name
 * @param problem what is wrong, and what can be done about it
 */
public record DamagedSnap(String name, String problem) {
}
