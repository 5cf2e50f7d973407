package cordon.linux;

/**
 * Who is at the other end of a Unix socket, as the kernel noted when the connection was made (SO_PEERCRED, unix(7)).
 *
 * @param pid the process that connected or listened; it may have ended since
 * @param uid its effective user
 * @param gid its effective group
 */
public record PeerCredentials(int pid, int uid, int gid) {
}
