package cordon.core.exec;

import cordon.api.launch.Exit;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.MountStep;
import cordon.api.launch.NamespaceStep;
import cordon.api.launch.PlanRunner;
import cordon.api.launch.Started;
import cordon.linux.Fd;
import cordon.linux.Received;
import cordon.linux.UnixSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The other end of docs/PROTOCOL.md, for one request at a time: its arguments are a shell script and what follows. */
final class FakeDaemon implements AutoCloseable {

    private final UnixSocket listener;
    private UnixSocket connection;
    Started started;

    /** What a client sent. */
    record Request(int magic, int flags, int rows, int columns, int umask, List<String> arguments, List<String> environment,
            List<Fd> descriptors) {
    }

    FakeDaemon(Path root) throws IOException {
        Files.createDirectories(root.resolve("run"));
        listener = UnixSocket.listen(root.resolve("run/control.sock"), 0600, UnixSocket.Type.STREAM);
    }

    Request accept() throws IOException {
        connection = listener.accept();
        Received head = connection.receive(32);
        ByteBuffer header = ByteBuffer.wrap(head.data()).order(ByteOrder.nativeOrder());
        byte[] body = new byte[header.getInt(4)];
        for (int at = 0; at < body.length;) {
            byte[] part = connection.receive(Math.min(body.length - at, 65536)).data();
            if (part.length == 0) {
                throw new IOException("the request ends before its body");
            }
            System.arraycopy(part, 0, body, at, part.length);
            at += part.length;
        }
        List<String> strings = new ArrayList<>(Arrays.asList(new String(body, StandardCharsets.UTF_8).split("\0", -1)));
        strings.remove(strings.size() - 1);
        int arguments = header.getInt(8);
        if (strings.size() != arguments + header.getInt(12) || head.descriptors().size() != header.getInt(28)) {
            throw new IOException("the counts of the request do not fit");
        }
        return new Request(header.getInt(0), header.getInt(16), header.getShort(20), header.getShort(22), header.getInt(24),
                strings.subList(0, arguments), strings.subList(arguments, strings.size()), head.descriptors());
    }

    /** Carries the request out as a launch would be: {@code run NAME SCRIPT ARG...}. */
    void launch(Request request) throws IOException {
        List<Fd> given = request.descriptors();
        List<LaunchStep> steps = new ArrayList<>();
        if (given.size() == 5) {
            steps.add(new NamespaceStep.NewMountNamespace());
            steps.add(new MountStep.NewDevpts(5));
            steps.add(new LaunchStep.Terminal(given.get(4), request.rows(), request.columns(), 0, -1, (request.flags() & 4) != 0));
        }
        List<String> script = new ArrayList<>(List.of("sh", "-c"));
        script.addAll(request.arguments().subList(2, request.arguments().size()));
        steps.add(new LaunchStep.Exec("/bin/sh", script, Launches.ENVIRONMENT));
        started = new ExecPlanRunner(Launches.PROGRAM).start(new LaunchPlan(steps),
                new PlanRunner.Stdio(given.get(0).number(), given.get(1).number(), given.get(2).number()));
        given.forEach(Fd::close);
    }

    /** Passes signals on and tells the end, until the connection ends. */
    void serve() throws IOException, InterruptedException {
        Thread signals = new Thread(this::passSignalsOn, "signals of the client");
        signals.start();
        Exit exit = started.await();
        frame(exit.signal() == 0 ? 1 : 2, exit.signal() == 0 ? exit.status() : exit.signal());
        signals.join();
        hangUp();
    }

    void frame(int type, int value) throws IOException {
        connection.send(ByteBuffer.allocate(8).order(ByteOrder.nativeOrder()).putInt(type).putInt(value).array(), List.of());
    }

    /** The next signal that the client sent, -1 at the end. */
    int signal() throws IOException {
        byte[] frame = connection.receive(8).data();
        return frame.length < 8 ? -1 : ByteBuffer.wrap(frame).order(ByteOrder.nativeOrder()).getInt(4);
    }

    private void passSignalsOn() {
        try {
            for (int number = signal(); number > 0; number = signal()) {
                started.signal(number);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void hangUp() {
        connection.close();
    }

    @Override
    public void close() {
        if (connection != null) {
            connection.close();
        }
        if (started != null) {
            started.close();
        }
        listener.close();
    }
}
