package cordon.it;

import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A user namespace in which everybody is who he is outside: its limits can be set without touching the machine's. */
final class UserNamespace implements AutoCloseable {
    private static final String EVERYBODY = "0 0 4294967295";

    private final Process holder;

    private UserNamespace(Process holder) {
        this.holder = holder;
    }

    static UserNamespace make() throws IOException, InterruptedException {
        assumeTrue("the kernel makes no user namespace here (in a chroot it never does)", Programs.run(Map.of(), "", "unshare", "--user", "true").status() == 0);
        Process holder = new ProcessBuilder("unshare", "--user", "cat").start();
        Path own = Path.of("/proc/self/ns/user");
        Path its = Path.of("/proc", String.valueOf(holder.pid()), "ns/user");
        while (Files.readSymbolicLink(own).equals(Files.readSymbolicLink(its))) {
            Thread.sleep(10);
        }
        for (String map : List.of("uid_map", "gid_map")) {
            Files.writeString(Path.of("/proc", String.valueOf(holder.pid()), map), EVERYBODY);
        }
        return new UserNamespace(holder);
    }

    /** What goes before a command that is to run inside, as root there. */
    List<String> inside() {
        return List.of("nsenter", "--user", "--target", String.valueOf(holder.pid()), "--setuid", "0", "--setgid", "0", "--");
    }

    @Override
    public void close() {
        holder.destroy();
    }
}
