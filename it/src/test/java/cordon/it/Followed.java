package cordon.it;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code cordon scanlog --follow}, which runs until it is told not to. */
final class Followed implements AutoCloseable {
    private final Path out;
    private final Process process;

    /** Starts it, and waits until it follows. @param out where its output goes */
    Followed(Daemon daemon, Path out, String... options) throws Exception {
        this.out = out;
        List<String> words = new ArrayList<>(List.of("scanlog", "--follow"));
        words.addAll(List.of(options));
        process = daemon.begin(out, words.toArray(String[]::new));
        await("following ");
    }

    void await(String text) throws Exception {
        String said = Until.answer(this::text, now -> now.contains(text));
        assertTrue("no \"" + text + "\" in\n" + said, said.contains(text));
    }

    String text() throws IOException {
        return Files.readString(out);
    }

    /** Ends it without giving it a chance. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            assertTrue("the follower does not end", process.waitFor(Until.SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
