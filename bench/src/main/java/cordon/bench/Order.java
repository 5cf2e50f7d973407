package cordon.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What {@code bench/run} asks for, and what it has measured from outside.
 *
 * @param rounds       how often each thing is measured
 * @param pausedRounds how often after pauses
 * @param ready        milliseconds until the daemon answered
 * @param resident     MiB of its resident set
 */
record Order(int rounds, int pausedRounds, double ready, double resident) {

    static Order read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new Order(Integer.parseInt(properties.getProperty("rounds")), Integer.parseInt(properties.getProperty("paused")),
                Double.parseDouble(properties.getProperty("ready")), Double.parseDouble(properties.getProperty("resident")));
    }
}
