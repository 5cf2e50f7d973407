package cordon.shell.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.launch.Exit;
import cordon.core.CordonException;
import cordon.linux.ChildProcess;
import cordon.linux.Fd;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Received;
import cordon.linux.Self;
import cordon.linux.Spawn;
import cordon.linux.UnixSocket;
import cordon.shell.verb.Attendance;
import cordon.shell.verb.Call;
import cordon.shell.verb.ExitException;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.UsageException;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The control socket, with the real client. */
class ControlServerTest {
    private static final Path CLIENT = Path.of(System.getProperty("cordon.client")).toAbsolutePath().normalize();
    private static final String NOBODY = "65534";

    @TempDir
    Path temporary;

    private final BlockingQueue<ChildProcess> programs = new LinkedBlockingQueue<>();
    private TestFramework framework;

    /** How a call ended. */
    record Result(int status, String out, String err) {
    }

    /** What a test needs a verb to do. */
    interface Body {
        void run(Call call, Parsed words) throws CordonException, UsageException, ExitException, IOException, InterruptedException;
    }

    @BeforeEach
    void start() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(CLIENT), "the client has not been built: native/target/cordon");
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(Files.createDirectory(temporary.resolve("run")), PosixFilePermissions.fromString("rwxr-xr-x"));
        framework = new TestFramework(temporary);
    }

    @AfterEach
    void stop() throws Exception {
        if (framework != null) {
            framework.close();
        }
    }

    @Test
    void aVerbSpeaksOnTheCallersOwnDescriptors() throws Exception {
        verb(Syntax.of("say", Who.ANYONE, "Say").arguments("[WORD...]"), (call, words) -> {
            call.out().println(words.arguments());
            call.err().println(call.caller().uid() + " " + call.caller().directory());
        });
        assertEquals(new Result(0, "[a, b c]\n", "0 " + temporary + "\n"), cordon("say", "a", "b c"));
    }

    @Test
    void argumentsAreDataForOurVerbsAndForOthers() throws Exception {
        verb(Syntax.of("say", Who.ANYONE, "Say").arguments("[WORD...]"), (call, words) -> call.out().println(words.arguments()));
        framework.register(new Foreign(), "cordon", "foreign", Map.of(Who.PROPERTY, "anyone"));
        String[] words = {"$(cordon:secret)", "; secret", "| secret", "{ secret }", "$HOME", "a\nb", "*", "\"", "[1 2]"};
        framework.register(new Secret(), "cordon", "secret", Map.of());
        assertEquals(Arrays.asList(words) + "\n", cordon(prepend("say", words)).out());
        assertEquals(Arrays.asList(words) + "\n", cordon(prepend("foreign", words)).out());
    }

    @Test
    void anotherScopeIsOutOfReach() throws Exception {
        framework.register(new Secret(), "system", "secret", Map.of(Who.PROPERTY, "anyone"));
        for (String name : List.of("secret", "system:secret", "cordon:secret", "gogo:echo", "addcommand")) {
            Result result = cordon(name);
            assertEquals(2, result.status(), name);
            assertTrue(result.err().startsWith("error: cannot do \"" + name + "\": there is no such verb"), result.err());
        }
    }

    @Test
    void whatACommandOfOthersReturnsIsShown() throws Exception {
        framework.register(new Foreign(), "cordon", "answer", Map.of(Who.PROPERTY, "anyone"));
        assertEquals(new Result(0, "42\n", ""), cordon("answer"));
    }

    @Test
    void aCommandOfOthersThatFailsFailsTheCall() throws Exception {
        framework.register(new Foreign(), "cordon", "fail", Map.of(Who.PROPERTY, "anyone"));
        Result result = cordon("fail");
        assertEquals(1, result.status());
        assertTrue(result.err().startsWith("error: cannot fail: "), result.err());
    }

    @Test
    void othersCannotTakeOurVerbs() throws Exception {
        verb(Syntax.of("answer", Who.ANYONE, "Answer"), (call, words) -> call.out().println("ours"));
        framework.register(new Foreign(), "cordon", "answer", Map.of(Who.PROPERTY, "anyone", "service.ranking", Integer.MAX_VALUE));
        assertEquals("ours\n", cordon("answer").out());
    }

    @Test
    void anOrdinaryUserDoesWhatIsForAnyoneAndNothingElse() throws Exception {
        Assumptions.assumeTrue(Self.effectiveUid() == 0, "to become another user takes root");
        verb(Syntax.of("who", Who.ANYONE, "Who"), (call, words) -> call.out().println(call.caller().uid() + ":" + call.caller().gid()));
        verb(Syntax.of("change", Who.ADMINISTRATOR, "Change"), (call, words) -> call.out().println("changed"));
        verb(Syntax.of("own", Who.ROOT, "Own"), (call, words) -> call.out().println("owned"));
        framework.register(new Foreign(), "cordon", "answer", Map.of());
        assertEquals(new Result(0, NOBODY + ":" + NOBODY + "\n", ""), asNobody("who"));
        assertEquals(new Result(1, "", "error: cannot change: only root and members of the group cordon may; try it with sudo\n"),
                asNobody("change"));
        assertEquals(new Result(1, "", "error: cannot own: only root may; try it with sudo\n"), asNobody("own"));
        assertEquals(1, asNobody("answer").status());
        assertEquals("changed\n", cordon("change").out());
    }

    @Test
    void errorsAreOneLineAndAStatus() throws Exception {
        verb(Syntax.of("fail", Who.ANYONE, "Fail"), (call, words) -> {
            throw new CordonException(CordonException.Kind.NOT_FOUND, "cannot fail: it is a test; do not try");
        });
        verb(Syntax.of("break", Who.ANYONE, "Break"), (call, words) -> {
            throw new IllegalStateException("a defect");
        });
        assertEquals(new Result(1, "", "error: cannot fail: it is a test; do not try\n"), cordon("fail"));
        assertEquals(new Result(2, "", "error: cannot fail: unknown option \"--x\"; \"cordon help fail\" lists them\n"), cordon("fail", "--x"));
        assertEquals(1, cordon("break").status());
        assertTrue(cordon("brek").err().contains("did you mean \"break\"?"));
    }

    @Test
    void theStatusAndSignalOfWhatAVerbStartedAreTheClients() throws Exception {
        verb(Syntax.of("seven", Who.ANYONE, "End"), (call, words) -> {
            throw new ExitException("it", new Exit(7, 0));
        });
        verb(Syntax.of("die", Who.ANYONE, "Die"), (call, words) -> {
            throw new ExitException("it", new Exit(0, 15));
        });
        assertEquals(7, cordon("seven").status());
        assertEquals(128 + 15, cordon("die").status());
    }

    @Test
    void aVerbWhoseCallerGoesIsInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        verb(Syntax.of("wait", Who.ANYONE, "Wait"), (call, words) -> waitForEver(begun, interrupted));
        Process client = start(List.of(CLIENT.toString(), "wait"));
        assertTrue(begun.await(60, TimeUnit.SECONDS));
        client.destroyForcibly();
        assertTrue(interrupted.await(60, TimeUnit.SECONDS));
    }

    @Test
    void anInterruptEndsTheVerbAndTheClientByTheSameSignal() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        verb(Syntax.of("wait", Who.ANYONE, "Wait"), (call, words) -> waitForEver(begun, new CountDownLatch(1)));
        Process client = start(List.of(CLIENT.toString(), "wait"));
        assertTrue(begun.await(60, TimeUnit.SECONDS));
        client.destroy();
        assertEquals(128 + 15, client.waitFor());
    }

    @Test
    void stoppingInterruptsWhatStillRuns() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        verb(Syntax.of("wait", Who.ANYONE, "Wait"), (call, words) -> waitForEver(begun, interrupted));
        Process client = start(List.of(CLIENT.toString(), "wait"));
        assertTrue(begun.await(60, TimeUnit.SECONDS));
        framework.stopServer();
        assertTrue(interrupted.await(60, TimeUnit.SECONDS));
        assertEquals(128 + 15, client.waitFor());
        assertFalse(Files.exists(temporary.resolve("run/control.sock")));
    }

    @Test
    @Timeout(120)
    void aProgramThatIsLeftIsWaitedForByTheNextServer() throws Exception {
        for (int signal : List.of(0, 15, 9)) {
            Process client = start(List.of(CLIENT.toString(), sleeper("sleep" + signal)));
            ChildProcess program = programs.take();
            Map<String, String> left = framework.leave();
            assertEquals(Set.of(Integer.toString(program.pid())), left.keySet());
            assertTrue(client.isAlive(), "the client ended");
            assertTrue(program.poll().isEmpty(), "the program ended");
            if (signal == 9) {
                // Nobody hears it now; it is heard when somebody looks.
                client.destroyForcibly().waitFor();
            }
            framework.serveAgain().resume(program, Integer.parseInt(left.get(Integer.toString(program.pid()))));
            if (signal == 0) {
                program.signal(10);
                assertEquals(128 + 10, client.waitFor());
            } else {
                client.destroy();
                assertEquals(128 + signal, client.waitFor());
                assertEquals(signal, program.await().signal());
            }
        }
    }

    @Test
    @Timeout(120)
    void aVerbThatWaitsForNoProgramIsNotLeft() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        verb(Syntax.of("wait", Who.ANYONE, "Wait"), (call, words) -> waitForEver(begun, new CountDownLatch(1)));
        Process client = start(List.of(CLIENT.toString(), "wait"));
        begun.await();
        assertEquals(Map.of(), framework.leave());
        assertEquals(128 + 15, client.waitFor());
    }

    /** A verb that starts a program, and waits for it as "run" does. */
    private String sleeper(String name) {
        verb(Syntax.of(name, Who.ANYONE, "Sleep"), (call, words) -> {
            ChildProcess program = Spawn.spawn("/bin/sleep", List.of("sleep", "1000"), List.of(), call.caller().in(), call.caller().out(),
                    call.caller().err(), List.of());
            Attendance attendance = new Attendance(program, call.caller().signals(), true);
            programs.add(program);
            throw new ExitException("it", attendance.await());
        });
        return name;
    }

    @Test
    void whatIsNoRequestIsDroppedAndTheNextIsServed() throws Exception {
        verb(Syntax.of("say", Who.ANYONE, "Say"), (call, words) -> call.out().println("served"));
        byte[] good = RequestFormatTest.header(0x31445243, 4, 1, 0, 0, 022, 4);
        dropped(new byte[32], 4);
        dropped(good, 3);
        dropped(good, 5);
        dropped(Arrays.copyOf(good, 31), 4);
        dropped(concat(good, "say".getBytes(StandardCharsets.UTF_8), new byte[] {'!'}), 4);
        assertEquals("served\n", cordon("say").out());
    }

    private static void waitForEver(CountDownLatch begun, CountDownLatch interrupted) throws InterruptedException {
        begun.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
    }

    private void dropped(byte[] bytes, int descriptors) throws IOException {
        try (UnixSocket socket = UnixSocket.connect(temporary.resolve("run/control.sock"), UnixSocket.Type.STREAM);
                Fd null0 = Paths.openRoot("/dev/null", OpenFlags.O_RDWR)) {
            List<Fd> sent = new ArrayList<>();
            for (int i = 0; i < descriptors; i++) {
                sent.add(null0);
            }
            socket.send(bytes, sent);
            try (Received answer = socket.receive(8)) {
                assertTrue(answer.end(), "it was answered");
            }
        }
    }

    private void verb(Syntax syntax, Body body) {
        framework.add(new Verb(syntax) {
            @Override
            protected void run(Call call, Parsed words) throws CordonException, UsageException, ExitException, IOException, InterruptedException {
                body.run(call, words);
            }
        });
    }

    private Result cordon(String... words) throws Exception {
        return result(start(prepend(CLIENT.toString(), words)));
    }

    private Result cordon(List<String> words) throws Exception {
        return cordon(words.toArray(String[]::new));
    }

    private Result asNobody(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups", copyOfClient().toString()));
        command.addAll(List.of(words));
        return result(start(command));
    }

    /** Where an ordinary user can execute it. */
    private Path copyOfClient() throws IOException {
        Path copy = temporary.resolve("client");
        if (!Files.exists(copy)) {
            Files.setPosixFilePermissions(Files.copy(CLIENT, copy), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return copy;
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(temporary.toFile());
        builder.environment().put("CORDON_ROOT", temporary.toString());
        return builder.start();
    }

    private static Result result(Process process) throws Exception {
        try (InputStream out = process.getInputStream(); InputStream err = process.getErrorStream()) {
            String printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            String said = new String(err.readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), printed, said);
        }
    }

    private static List<String> prepend(String first, String... others) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(others));
        return all;
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** What somebody else's bundle brings: plain methods. */
    public static final class Foreign {
        /** Prints its arguments. */
        public void foreign(CommandSession session, String[] words) {
            System.out.println(Arrays.asList(words));
        }

        /** Returns a value. */
        public int answer() {
            return 42;
        }

        /** Fails. */
        public void fail() {
            throw new IllegalStateException("it is a test");
        }
    }

    /** What must never be called. */
    public static final class Secret {
        /** Prints. */
        public void secret() {
            System.out.println("the secret");
        }
    }
}
