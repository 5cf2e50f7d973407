package cordon.it;

import static org.junit.Assert.assertEquals;

import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

/** A service of Debian's, run as a command, and its client: dynamic programs with libraries of their own. */
public class ExamplesIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();
    private static final String PORT = "8479";

    @BeforeClass
    public static void install() {
        DAEMON.cordon("install", Distribution.EXAMPLES.resolve("target/redis.snap").toString()).succeeds();
    }

    private static Result client(String... arguments) {
        String[] command = new String[arguments.length + 4];
        System.arraycopy(new String[] {"run", "redis.cli", "-p", PORT}, 0, command, 0, 4);
        System.arraycopy(arguments, 0, command, 4, arguments.length);
        return DAEMON.as(Daemon.ALICE, command);
    }

    @Test
    public void redisServesAndItsClientReachesItOnlyWhileConnected() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Programs.as(Daemon.ALICE, DAEMON.command("run", "redis.server", "--port", PORT, "--bind", "127.0.0.1",
                "--dir", "/home/alice/snap/redis/common", "--save", "", "--daemonize", "no")));
        builder.environment().putAll(DAEMON.environment());
        builder.redirectErrorStream(true).redirectOutput(DAEMON.place().resolve("redis.log").toFile());
        Process server = builder.start();
        try {
            Result pong = Until.answer(() -> client("ping"), result -> result.status() == 0);
            assertEquals("PONG\n", pong.out());
            assertEquals("OK\n", client("set", "key", "a value").succeeds().out());
            assertEquals("a value\n", client("get", "key").succeeds().out());
            assertEquals("OK\n", client("save").succeeds().out());
            DAEMON.cordon("disconnect", "redis:network").succeeds();
            client("ping").fails();
            DAEMON.cordon("connect", "redis:network").succeeds();
            assertEquals("PONG\n", client("ping").succeeds().out());
        } finally {
            server.destroy();
            assertEquals("the server ends by the signal that its client got", 0, server.waitFor());
        }
    }
}
