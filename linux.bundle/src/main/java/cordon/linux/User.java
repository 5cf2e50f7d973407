package cordon.linux;

/**
 * An account of the system.
 *
 * @param name  login name
 * @param uid   number
 * @param gid   number of the primary group
 * @param home  absolute path of the home directory; may not exist
 * @param shell path of the login shell; may be empty
 */
public record User(String name, int uid, int gid, String home, String shell) {
}
