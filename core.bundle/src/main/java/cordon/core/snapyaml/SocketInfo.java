package cordon.core.snapyaml;

import java.util.OptionalInt;

/**
 * A socket on which the system listens for a daemon until the first client comes.
 *
 * @param name         valid by {@link Names#isSocket}
 * @param listenStream a port, {@code HOST:PORT} of loopback or any IPv6 address, an abstract {@code @snap.NAME.} address, or a
 *                     path that begins with a variable such as {@code $SNAP_DATA}; variables are not replaced
 * @param mode         permissions of a path socket, at most 0777; empty leaves the system's default
 */
public record SocketInfo(String name, String listenStream, OptionalInt mode) {
}
