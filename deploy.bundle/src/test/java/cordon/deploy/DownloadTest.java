package cordon.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import cordon.core.CordonException;
import cordon.core.Deployments.Given;
import cordon.core.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a server on this machine, that tries what it can. */
class DownloadTest {
    private static final byte[] TEXT = "interface: moon\n".getBytes();
    private final Download download = new Download(1000, Duration.ofSeconds(60));
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void answers(String path, int status, byte[] body, String... headers) {
        server.createContext(path, exchange -> {
            requests.add(exchange.getRequestURI().toString());
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            send(exchange, body);
        });
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private String refusal(String url) {
        return assertThrows(CordonException.class, () -> download.fetch(url, Progress.SILENT)).getMessage();
    }

    @Test
    void aFileIsFetchedUnderItsNameAndSaysHowFarItIs() throws Exception {
        answers("/a/moon.yaml", 200, TEXT);
        List<String> steps = new ArrayList<>();
        Given given = download.fetch(url("/a/moon.yaml?version=3"), steps::add);
        assertEquals("moon.yaml", given.name());
        assertArrayEquals(TEXT, given.content());
        assertEquals(2, steps.size());
    }

    @Test
    void aRedirectionIsFollowedAndTooManyAreNot() throws Exception {
        answers("/moon", 302, new byte[0], "Location", "/files/moon.yaml");
        answers("/files/moon.yaml", 200, TEXT);
        assertEquals("moon.yaml", download.fetch(url("/moon"), Progress.SILENT).name());
        requests.clear();
        answers("/round.yaml", 307, new byte[0], "Location", "/round.yaml");
        assertTrue(refusal(url("/round.yaml")).endsWith("it is redirected more than 5 times"));
        assertEquals(6, requests.size());
    }

    @Test
    void aRedirectionLeadsToTheWebAlone() {
        for (String to : List.of("file:///etc/shadow", "ftp://127.0.0.1/moon.yaml", "jar:file:/x!/y", "http://user:password@127.0.0.1/moon.yaml")) {
            String path = "/" + requests.size() + to.hashCode() + ".yaml";
            answers(path, 302, new byte[0], "Location", to);
            assertTrue(refusal(url(path)).contains("is no address that is fetched"), to);
        }
        answers("/nowhere.yaml", 302, new byte[0]);
        assertTrue(refusal(url("/nowhere.yaml")).contains("redirects to nowhere"));
    }

    @Test
    void aFileThatIsTooLargeIsRefusedWhetherOrNotTheServerSaysSo() {
        answers("/said.yaml", 200, new byte[1001]);
        assertTrue(refusal(url("/said.yaml")).endsWith("it has more than 1000 bytes"));
        server.createContext("/endless.yaml", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (exchange) {
                for (int i = 0; i < 10_000; i++) {
                    exchange.getResponseBody().write(new byte[1000]);
                }
            }
        });
        assertTrue(refusal(url("/endless.yaml")).endsWith("it has more than 1000 bytes"));
    }

    @Test
    void aFileThatIsCutShortIsRefused() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread sender = new Thread(() -> sendHalf(socket));
            sender.start();
            String why = refusal("http://127.0.0.1:" + socket.getLocalPort() + "/moon.yaml");
            assertTrue(why.contains("sent 3 of 100 bytes") || why.contains("EOF"), why);
            sender.join();
        }
    }

    private static void sendHalf(ServerSocket socket) {
        try (var connection = socket.accept()) {
            // All of the request: what is left unread would make the end of the connection a reset.
            BufferedReader request = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            while (!request.readLine().isEmpty()) {
                continue;
            }
            connection.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc".getBytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Download hasty = new Download(1000, Duration.ofMillis(300));
            CordonException refusal = assertThrows(CordonException.class, () -> hasty.fetch("http://127.0.0.1:" + silent.getLocalPort() + "/moon.yaml", Progress.SILENT));
            assertTrue(refusal.getMessage().endsWith("the server does not answer in time"), refusal.getMessage());
        }
    }

    @Test
    void whatIsNoFileToDeployIsRefused() {
        answers("/moon.txt", 200, TEXT);
        assertTrue(refusal(url("/moon.txt")).endsWith("it does not end in .yaml or .jar"));
        assertTrue(refusal(url("/gone.yaml")).contains("the server says 404"));
        assertTrue(refusal("ftp://127.0.0.1/moon.yaml").contains("is no address that is fetched"));
        assertTrue(refusal("http://127.0.0.1/a b.yaml").contains("it is no URL"));
    }

    @Test
    void codeDoesNotComeFromAnotherMachineInTheClear() throws Exception {
        answers("/moon.jar", 200, TEXT);
        assertEquals("moon.jar", download.fetch(url("/moon.jar"), Progress.SILENT).name());
        // 0.0.0.0 leads to this machine, and is no name of it.
        assertTrue(refusal(url("/moon.jar").replace("127.0.0.1", "0.0.0.0")).contains("use https"));
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotAccepted(@TempDir Path work) throws Exception {
        Path keys = work.resolve("keys.p12");
        assertEquals(0, new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "server", "-dname", "CN=localhost",
                "-ext", "san=ip:127.0.0.1", "-keyalg", "EC", "-keystore", keys.toString(), "-storepass", "password").start().waitFor());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(KeyStore.getInstance(keys.toFile(), "password".toCharArray()), "password".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context));
        secure.createContext("/", exchange -> requests.add("served"));
        secure.start();
        try {
            String why = refusal("https://127.0.0.1:" + secure.getAddress().getPort() + "/moon.yaml");
            assertTrue(why.contains("certification path"), why);
            assertEquals(List.of(), requests);
        } finally {
            secure.stop(0);
        }
    }
}
