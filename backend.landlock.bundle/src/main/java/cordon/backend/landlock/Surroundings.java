package cordon.backend.landlock;

import cordon.api.backend.Launch;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Stat;
import java.util.List;
import java.util.Optional;

/**
 * What decides how far a rule can be widened to a directory.
 *
 * @param user             whose launch it is
 * @param home             components of the home directory's path
 * @param privateDevices   {@code /dev} is a directory of the view's own, with nothing in it but what the application may use
 * @param privateShared    {@code /dev/shm} is the snap's own
 */
record Surroundings(Launch.User user, List<String> home, boolean privateDevices, boolean privateShared) {

    /** @param home the path of the home directory, without links */
    static Surroundings of(Launch.User user, String home, Directory root) throws LinuxException {
        Optional<Directory> devices = root.child("dev");
        Optional<Directory> shared = devices.isPresent() ? devices.get().child("shm") : Optional.empty();
        return new Surroundings(user, List.of(home.substring(1).split("/")),
                differs(devices, "/dev"), differs(shared, "/dev/shm"));
    }

    private static boolean differs(Optional<Directory> inside, String outside) throws LinuxException {
        if (inside.isEmpty()) {
            return false;
        }
        try (Fd host = Paths.openRoot(outside, OpenFlags.O_PATH | OpenFlags.O_DIRECTORY)) {
            Stat stat = Paths.stat(host);
            return stat.deviceMajor() != inside.get().stat().deviceMajor() || stat.deviceMinor() != inside.get().stat().deviceMinor();
        }
    }

    /** Whether the names beneath a directory are anybody's to know: not those of homes, sessions and other snaps' data. */
    boolean listable(List<String> path) {
        List<List<String>> secret = List.of(home, List.of("home", ""), List.of("root"), List.of("run", "user", ""), List.of("var", "snap", ""),
                List.of("snap", ""), List.of("proc", "1"), List.of(".cordon"));
        return secret.stream().noneMatch(below -> path.size() <= below.size() && below.subList(0, path.size()).equals(path))
                || path.equals(List.of("proc"));
    }
}
