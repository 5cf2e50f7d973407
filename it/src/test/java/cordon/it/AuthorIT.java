package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;

/** What an author of an interface gets to begin with, and where deployed files can come from. */
public class AuthorIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    private Path work;

    @Before
    public void place() throws IOException {
        work = Files.createTempDirectory(DAEMON.place(), "work");
        Programs.need("chown", Daemon.BOB + ":" + Daemon.BOB, work.toString());
        Programs.need("chmod", "0755", work.toString());
    }

    @After
    public void takeAway() {
        DAEMON.cordon("undeploy", "moon");
        DAEMON.cordon("undeploy", "moon-base");
    }

    /** The client, called in the work directory. */
    private Result here(int uid, String... words) {
        String script = "cd '" + work + "' && exec \"$@\"";
        List<String> command = Stream.concat(Stream.of("sh", "-c", script, "sh"), DAEMON.command(words).stream()).toList();
        return Programs.run(DAEMON.environment(), "", Programs.as(uid, command));
    }

    @Test
    public void theFileToBeginWithIsTheCallersIsValidAndCanBeDeployed() throws Exception {
        here(Daemon.BOB, "interface", "new", "moon").succeeds().prints("written: " + work + "/moon.yaml", "next: cordon interface check moon.yaml");
        Path file = work.resolve("moon.yaml");
        assertEquals(Daemon.BOB, Files.getAttribute(file, "unix:uid"));
        here(Daemon.BOB, "interface", "check", "moon.yaml").succeeds().prints("a connected plug can read /etc/moon.conf: settings").doesNotPrint("question: no reason");
        DAEMON.cordon("deploy", file.toString()).succeeds().prints("deployed moon");
        DAEMON.cordon("interface", "new", "Moon base").fails("cannot begin an interface");
    }

    @Test
    public void anInterfaceOfTheDistributionIsBegunAsAModuleAndIsValid() throws Exception {
        Path sources = Files.createDirectory(work.resolve("sources"));
        Path ours = Distribution.EXAMPLES.resolve("..").toRealPath();
        for (String needed : List.of("dev", "pom.xml", "iface.mount-observe.bundle", "deploy.bundle/src/main/resources/cordon/deploy/starter")) {
            Files.createDirectories(sources.resolve(needed).getParent());
            Programs.need("cp", "-r", ours.resolve(needed).toString(), sources.resolve(needed).toString());
        }
        String dev = sources.resolve("dev").toString();
        Programs.need(dev, "new-interface", "moon-base");
        Path begun = sources.resolve("iface.moon-base.bundle");
        assertTrue(Files.readString(sources.resolve("pom.xml")).contains("<module>iface.moon-base.bundle</module>"));
        assertTrue(Files.readString(begun.resolve("pom.xml")).contains("cordon.iface.moon-base"));
        DAEMON.cordon("interface", "check", begun.resolve("interface.yaml").toString()).succeeds().prints("moon-base: ").doesNotPrint("question: no reason");
        assertTrue("it was begun twice", Programs.run(Map.of(), "", dev, "new-interface", "moon-base").status() != 0);
        assertTrue("a bad name was taken", Programs.run(Map.of(), "", dev, "new-interface", "Moon/base").status() != 0);
    }

    @Test
    public void nothingThatIsThereIsChangedAndNothingIsWrittenThatTheCallerCouldNot() throws Exception {
        Path file = Files.writeString(work.resolve("moon.yaml"), "mine\n");
        here(Daemon.BOB, "interface", "new", "moon").fails(work + "/moon.yaml: it is there already");
        assertEquals("mine\n", Files.readString(file));
        Files.delete(file);
        Files.createSymbolicLink(file, DAEMON.root().resolve("deploy/moon.yaml"));
        here(0, "interface", "new", "moon").fails("it is there already");
        assertTrue(Files.notExists(DAEMON.root().resolve("deploy/moon.yaml")));
        Files.createSymbolicLink(work.resolve("interface-moon"), DAEMON.root());
        here(0, "interface", "new", "moon", "--java").fails("it is there already");
        here(Daemon.ALICE, "interface", "new", "sun").fails();
        assertTrue(Files.notExists(work.resolve("sun.yaml")));
    }

    @Test
    public void theProjectToBeginWithIsBuiltAgainstTheDistributionAndItsTestsPass() throws Exception {
        here(0, "interface", "new", "moon-base", "--java").succeeds().prints("written: " + work + "/interface-moon-base");
        Path project = work.resolve("interface-moon-base");
        assertTrue(Files.readString(project.resolve("pom.xml")).contains("<cordon.repository>" + Distribution.HOME.resolve("repository").toUri()));
        Maven.build(work, project, "package").succeeds();
        assertTrue(Files.readString(project.resolve("target/surefire-reports/org.example.moonbase.MoonBaseTest.txt")).contains("Tests run: 2, Failures: 0, Errors: 0"));
        DAEMON.cordon("deploy", project.resolve("target/interface-moon-base-1.0.0.jar").toString()).succeeds();
        DAEMON.cordon("interface", "moon-base").succeeds().prints("org.example.iface.moon-base 1.0.0", "attribute:").doesNotPrint("held");
        SnapSource.in(work, "lander").yaml("name: lander\nversion: '1'\nsummary: s\nplugs: {moon-base: {directory: /etc}}\napps: {go: {command: bin/go}}\n").script("bin/go", "exit 0\n");
        DAEMON.cordon("install", work.resolve("lander").toString()).fails("\"/etc\" is not below /var/log/");
    }

    @Test
    public void aFileIsDeployedFromWhereItsUrlSays() throws Exception {
        here(0, "interface", "new", "moon").succeeds();
        byte[] text = Files.readAllBytes(work.resolve("moon.yaml"));
        DAEMON.cordon("deploy", "file://" + work + "/moon.yaml").succeeds().prints("deployed moon");
        DAEMON.cordon("undeploy", "moon").succeeds();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/moon.yaml", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, text.length);
                exchange.getResponseBody().write(text);
            }
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        try {
            DAEMON.cordon("deploy", url + "moon.yaml").succeeds().prints("deployed moon");
            DAEMON.cordon("deploy", url + "sun.yaml").fails("cannot fetch " + url + "sun.yaml: the server says 404");
            DAEMON.as(Daemon.BOB, "deploy", url + "moon.yaml").fails("only root");
        } finally {
            server.stop(0);
        }
    }
}
