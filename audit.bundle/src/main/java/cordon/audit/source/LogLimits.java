package cordon.audit.source;

import cordon.linux.AtomicFile;
import cordon.linux.AuditSocket;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * While somebody follows, the kernel logs without limits: no rate limit of printk and audit, and audit switched on, without which
 * Landlock logs nothing. What was there before is written to a file first, and put back when the last follower goes; or, when this
 * process was killed, when the next one begins. Thread-safe.
 */
public final class LogLimits {
    private static final System.Logger LOG = System.getLogger(LogLimits.class.getName());
    private static final Path PRINTK = Path.of("/proc/sys/kernel/printk_ratelimit");
    private static final String NAME = "scanlog.limits";
    private static final int LARGEST = 4096;
    private static final Map<String, String> LIFTED = Map.of("printk", "0", "audit", "1 0");

    private final Path directory;
    private int followers;

    /** @param directory where the file is kept; root's alone */
    public LogLimits(Path directory) {
        this.directory = directory;
    }

    /** As long as it is open, there are no limits. */
    public interface Lifted extends AutoCloseable {
        @Override
        void close();
    }

    /** Lifts the limits, as far as the kernel lets this process. @throws IOException when what is there cannot be kept; then nothing has changed */
    public synchronized Lifted lift() throws IOException {
        if (followers == 0) {
            Map<String, String> before = read();
            Files.createDirectories(directory);
            try (Fd dir = Paths.openAbsolute(directory.toString(), OpenFlags.O_DIRECTORY)) {
                AtomicFile.write(dir, NAME, text(before), 0600);
            }
            apply(LIFTED);
        }
        followers++;
        return new Lifted() {
            private boolean open = true;

            @Override
            public void close() {
                if (open) {
                    open = false;
                    leave();
                }
            }
        };
    }

    private synchronized void leave() {
        if (--followers == 0) {
            putBack();
        }
    }

    /** Puts back what an earlier process left, if it left something. */
    public synchronized void putBack() {
        Path file = directory.resolve(NAME);
        if (followers > 0 || !Files.exists(file)) {
            return;
        }
        try (Fd dir = Paths.openAbsolute(directory.toString(), OpenFlags.O_DIRECTORY)) {
            Properties kept = new Properties();
            kept.load(new StringReader(new String(AtomicFile.read(dir, NAME, LARGEST), StandardCharsets.UTF_8)));
            Map<String, String> values = new TreeMap<>();
            kept.stringPropertyNames().forEach(key -> values.put(key, kept.getProperty(key)));
            apply(values);
            Paths.unlink(dir, NAME, false);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "cannot put the limits of the kernel's log back; they were kept in " + file, e);
        }
    }

    private static byte[] text(Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        values.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What is lifted already is not ours to put back: another framework of this machine has a follower. */
    private static Map<String, String> read() throws IOException {
        Map<String, String> values = new TreeMap<>();
        if (Files.isWritable(PRINTK)) {
            values.put("printk", Files.readString(PRINTK).strip());
        }
        audit().filter(settings -> settings.enabled() != 2)
                .ifPresent(settings -> values.put("audit", settings.enabled() + " " + settings.rateLimit()));
        values.entrySet().removeIf(value -> value.equals(Map.entry(value.getKey(), LIFTED.get(value.getKey()))));
        return values;
    }

    private static Optional<AuditSocket.Settings> audit() throws LinuxException {
        try (AuditSocket control = AuditSocket.control()) {
            return Optional.of(control.settings());
        } catch (LinuxException e) {
            if (e.errno() == Errno.EPERM || e.errno() == Errno.EPROTONOSUPPORT || e.errno() == Errno.ECONNREFUSED) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static void apply(Map<String, String> values) throws IOException {
        String printk = values.getOrDefault("printk", "");
        if (printk.matches("[0-9]{1,9}") && Files.isWritable(PRINTK)) {
            Files.writeString(PRINTK, printk);
        }
        String audit = values.getOrDefault("audit", "");
        Optional<AuditSocket.Settings> now = audit();
        if (audit.matches("[01] [0-9]{1,9}") && now.isPresent() && now.get().enabled() != 2) {
            try (AuditSocket control = AuditSocket.control()) {
                control.set(new AuditSocket.Settings(audit.charAt(0) - '0', Integer.parseInt(audit.substring(2))));
            }
        }
    }
}
