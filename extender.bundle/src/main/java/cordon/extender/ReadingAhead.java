package cordon.extender;

import cordon.api.iface.Interface;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;

/**
 * Reads the files of bundles that are not started yet, on a thread of its own, while the framework starts others. What is read
 * is used once, and only as long as the bundle is the same. Thread-safe.
 */
final class ReadingAhead implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ReadingAhead.class.getName());

    private final Map<Bundle, Once> waiting = new ConcurrentHashMap<>();
    private final List<Once> inOrder;
    private final Thread thread = new Thread(this::run, "cordon-interfaces");

    ReadingAhead(List<InterfaceFile> files) {
        inOrder = files.stream().map(Once::new).toList();
        inOrder.forEach(once -> waiting.put(once.file.bundle(), once));
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        for (Once once : inOrder) {
            if (waiting.containsKey(once.file.bundle())) {
                once.prepare();
            }
        }
    }

    /** The reading of a file. It waits where that is under way, and reads where it has not begun. */
    Once take(InterfaceFile file) {
        Once begun = waiting.remove(file.bundle());
        return begun != null && begun.file.modified() == file.modified() ? begun : new Once(file);
    }

    /** Reads no more. */
    @Override
    public void close() {
        waiting.clear();
    }

    /** A file that is read once, by whoever comes first. */
    static final class Once {
        private final InterfaceFile file;
        private Interface read;

        private Once(InterfaceFile file) {
            this.file = file;
        }

        /** What the file says. */
        synchronized Interface read() throws IOException, InterfaceYamlException {
            if (read == null) {
                read = file.read();
            }
            return read;
        }

        /** Nobody waits to hear what is wrong: who takes the file reads it again, and hears it then. */
        private void prepare() {
            try {
                read();
            } catch (IOException | InterfaceYamlException e) {
                LOG.log(Level.DEBUG, "before its bundle starts: " + e.getMessage());
            }
        }
    }
}
