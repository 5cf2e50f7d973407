package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Assume;
import org.junit.rules.ExternalResource;
import org.junit.rules.TestRule;
import org.junit.runners.model.Statement;

/**
 * A daemon of the distribution, as users start it, on a state root of its own. It runs in a private mount namespace where
 * {@code /home}, {@code /srv}, {@code /run} and the user database are the test's: there are the users {@link #ALICE} and {@link #BOB}. At the end it is stopped,
 * and must have left no mount of its own.
 */
final class Daemon extends ExternalResource {
    static final int ALICE = 4242;
    static final int BOB = 4243;

    /** Passes over the tests of a class where the kernel lets users make no user namespaces. */
    static final TestRule USERS_MAKE_NAMESPACES = (base, description) -> new Statement() {
        @Override
        public void evaluate() throws Throwable {
            Assume.assumeTrue("the kernel lets users make user namespaces", Programs.run(Map.of(), "",
                    Programs.as(ALICE, List.of("unshare", "--user", "--map-current-user", "--keep-caps", "--mount", "true"))).status() == 0);
            base.evaluate();
        }
    };

    /** The verbs of the core come when policies are in force; those of other bundles follow. */
    private static final List<String[]> READY = List.of(new String[] {"connections"}, new String[] {"help", "deploy"}, new String[] {"help", "scanlog"});

    private final String tmpfsSize;
    private final int owner;
    private final boolean refusesNamespaces;
    private Path place;
    private Process process;
    private UserNamespace system;

    Daemon() {
        this("", 0, false);
    }

    private Daemon(String tmpfsSize, int owner, boolean refusesNamespaces) {
        this.tmpfsSize = tmpfsSize;
        this.owner = owner;
        this.refusesNamespaces = refusesNamespaces;
    }

    /** One that {@link #ALICE} has started, with a copy of the distribution. */
    static Daemon ofAlice() {
        return new Daemon("", ALICE, false);
    }

    /** One that {@link #ALICE} has started on a system where users make no user namespaces. */
    static Daemon ofAliceWithoutNamespaces() {
        return new Daemon("", ALICE, true);
    }

    /** One whose state root is a disk of its own, of this size. */
    static Daemon onDiskOf(String size) {
        return new Daemon(size, 0, false);
    }

    @Override
    protected void before() throws IOException, InterruptedException {
        place = Files.createTempDirectory("cordon-it-");
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(root());
        for (String directory : List.of("client", "srv", "run")) {
            Files.createDirectories(place.resolve(directory));
        }
        Files.copy(Distribution.HOME.resolve("bin/cordon"), client(), StandardCopyOption.COPY_ATTRIBUTES);
        String passwd = Files.readString(Path.of("/etc/passwd")) + "\n";
        for (String user : List.of("alice:" + ALICE, "bob:" + BOB)) {
            String name = user.substring(0, user.indexOf(':'));
            int uid = Integer.parseInt(user.substring(user.indexOf(':') + 1));
            passwd += name + ":x:" + uid + ":" + uid + "::/home/" + name + ":/bin/sh\n";
            Files.createDirectories(home(name));
            Programs.need("chown", uid + ":" + uid, home(name).toString());
            Programs.need("chmod", "0700", home(name).toString());
        }
        Files.writeString(place.resolve("passwd"), passwd.replaceAll("\n\n+", "\n"));
        if (owner != 0) {
            Programs.need("cp", "-r", Distribution.HOME.toString(), place.resolve("dist").toString());
            Programs.need("chown", owner + ":" + owner, root().toString());
        }
        start();
    }

    /** Starts the daemon and waits until it answers. */
    void start() throws IOException, InterruptedException {
        String script = "mount --make-rprivate / && mkdir -p /home && mount --bind \"$0/home\" /home && mount --bind \"$0/srv\" /srv && mount --bind \"$0/run\" /run "
                + "&& mount --bind \"$0/passwd\" /etc/passwd "
                + (tmpfsSize.isEmpty() ? "" : "&& mount -t tmpfs -o mode=0755,size=" + tmpfsSize + " none \"$2\" ") + "&& exec "
                + (owner == 0 ? "" : "setpriv --reuid=" + owner + " --regid=" + owner + " --clear-groups ") + "\"$1\" --root \"$2\"";
        List<String> command = new ArrayList<>();
        if (refusesNamespaces) {
            system = UserNamespace.make();
            script = "echo 0 >/proc/sys/user/max_user_namespaces && " + script;
            command.addAll(system.inside());
        }
        command.addAll(List.of("unshare", "--mount", "sh", "-c", script, place.toString(),
                (owner == 0 ? Distribution.HOME : place.resolve("dist")).resolve("bin/cordond").toString(), root().toString()));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true).redirectOutput(place.resolve("log").toFile()).start();
        for (int i = 0; i < Until.SECONDS * 20; i++) {
            if (READY.stream().allMatch(verb -> cordon(verb).status() == 0)) {
                return;
            }
            assertTrue("the daemon ended:\n" + log(), process.isAlive());
            Thread.sleep(50);
        }
        throw new AssertionError("the daemon does not answer:\n" + log());
    }

    /** Stops the daemon as an administrator does, and waits for it. */
    void stop() throws InterruptedException {
        process.destroy();
        assertTrue("the daemon does not stop", process.waitFor(Until.SECONDS, TimeUnit.SECONDS));
    }

    /** Ends the daemon as a power cut would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    long pid() {
        return process.pid();
    }

    Path root() {
        return place.resolve("root");
    }

    Path place() {
        return place;
    }

    Path home(String user) {
        return place.resolve("home").resolve(user);
    }

    Path client() {
        return place.resolve("client/cordon");
    }

    Map<String, String> environment() {
        // a disk that is mounted in the daemon's namespace is reached through its root
        return Map.of("CORDON_ROOT", tmpfsSize.isEmpty() ? root().toString() : "/proc/" + pid() + "/root" + root());
    }

    /** Runs the client as whom the daemon belongs to: root, unless it is {@link #ofAlice()}. */
    Result cordon(String... arguments) {
        return owner == 0 ? Programs.run(environment(), "", command(arguments)) : as(owner, arguments);
    }

    /** Runs the client as another user. */
    Result as(int uid, String... arguments) {
        return Programs.run(environment(), "", Programs.as(uid, command(arguments)));
    }

    /** Starts the client in the background. Its output goes to a file. */
    Process begin(Path output, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(arguments)).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment());
        return builder.start();
    }

    List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(client().toString()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** Mounts in the daemon's namespace below its state root. */
    List<String> mounts() throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(pid()), "mountinfo")).stream()
                .map(line -> line.split(" ")[4]).filter(target -> target.startsWith(root() + "/")).toList();
    }

    String log() throws IOException {
        return Files.readString(place.resolve("log"));
    }

    @Override
    protected void after() {
        try {
            if (process.isAlive()) {
                cordon("list").out().lines().skip(1).forEach(line -> cordon("remove", "--purge", line.split(" ")[0]));
                List<String> left = mounts().stream().filter(m -> !m.startsWith(root() + "/run")).toList();
                stop();
                assertEquals("mounts of removed snaps are left", List.of(), left);
            }
            if (system != null) {
                system.close();
            }
            Programs.need("rm", "-rf", "--one-file-system", place.toString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
