package cordon.audit.source;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Logs that are kept: files, the journal, and the ring buffer of this boot. Stateless. */
public final class KeptLogs {
    /** auditd's, rsyslog's on Debian, and where it puts the kernel alone. */
    private static final List<Path> FILES = List.of(Path.of("/var/log/audit/audit.log"), Path.of("/var/log/syslog"), Path.of("/var/log/kern.log"),
            Path.of("/var/log/messages"));
    private static final Path JOURNALCTL = Path.of("/usr/bin/journalctl");
    private static final List<Path> JOURNALS = List.of(Path.of("/var/log/journal"), Path.of("/run/log/journal"));
    private static final int LONGEST = 64 * 1024;

    private KeptLogs() {
    }

    /** Passes on all lines of all logs that can be read. @return the names of those logs, for people */
    public static List<String> readAll(Consumer<String> lines) throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (Path file : FILES) {
            if (Files.isReadable(file)) {
                readFile(file, lines);
                names.add(file.toString());
            }
        }
        if (Files.isExecutable(JOURNALCTL) && JOURNALS.stream().anyMatch(KeptLogs::holdsFiles)) {
            readJournal(lines);
            names.add("the journal");
        }
        if (Files.isReadable(Path.of("/dev/kmsg"))) {
            LiveLog.ringBufferContent().forEach(lines);
            names.add("the ring buffer of the kernel");
        }
        return names;
    }

    private static boolean holdsFiles(Path journal) {
        String[] names = journal.toFile().list();
        return names != null && names.length > 0;
    }

    /** Passes on the lines of a file. */
    public static void readFile(Path file, Consumer<String> lines) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            read(in, lines);
        }
    }

    /** Passes on lines to the end; what is no UTF-8 is replaced, and a line without end is cut. */
    public static void read(InputStream in, Consumer<String> lines) throws IOException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE);
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, decoder));
        StringBuilder line = new StringBuilder();
        for (int c = reader.read(); c >= 0; c = reader.read()) {
            if (c == '\n') {
                lines.accept(line.toString());
                line.setLength(0);
            } else if (line.length() < LONGEST) {
                line.append((char) c);
            }
        }
        if (!line.isEmpty()) {
            lines.accept(line.toString());
        }
    }

    private static void readJournal(Consumer<String> lines) throws IOException, InterruptedException {
        Process journalctl = new ProcessBuilder(JOURNALCTL.toString(), "--no-pager", "--quiet", "--output=json", "_TRANSPORT=kernel", "+", "_TRANSPORT=audit",
                "+", "SYSLOG_IDENTIFIER=dbus-daemon").redirectError(ProcessBuilder.Redirect.DISCARD).redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null"))).start();
        try (InputStream in = journalctl.getInputStream()) {
            read(in, lines);
            journalctl.waitFor(10, TimeUnit.SECONDS);
        } finally {
            journalctl.destroyForcibly();
        }
    }
}
