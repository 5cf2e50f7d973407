package cordon.it;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ops4j.pax.exam.Option;

/** What the build left in {@code dist/}: the same bundles, levels and programs that users get. */
final class Distribution {
    static final Path HOME = Path.of(System.getProperty("cordon.dist")).toAbsolutePath().normalize();
    static final Path EXAMPLES = Path.of(System.getProperty("cordon.examples")).toAbsolutePath().normalize();

    private Distribution() {
    }

    /** The options of a framework with the distribution's bundles, on a state root. */
    static Option[] framework(Path root) {
        List<Option> options = new ArrayList<>();
        options.add(frameworkProperty("cordon.root").value(root.toString()));
        options.add(frameworkProperty("cordon.bundles").value(HOME.resolve("bundle").toString()));
        options.add(frameworkProperty("cordon.exec").value(HOME.resolve("lib/cordon-exec").toString()));
        options.add(frameworkProperty("cordon.client").value(HOME.resolve("bin/cordon").toString()));
        options.add(frameworkProperty("felix.fileinstall.dir").value(root.resolve("deploy").toString()));
        options.add(frameworkProperty("felix.fileinstall.tmpdir").value(root.resolve("run/deploy").toString()));
        options.add(frameworkStartLevel(100));
        options.add(systemProperty("org.ops4j.pax.logging.DefaultServiceLog.level").value("WARN"));
        for (Path level : entries(HOME.resolve("bundle"))) {
            int number = Integer.parseInt(level.getFileName().toString());
            for (Path jar : entries(level)) {
                options.add(number == 0 ? bundle(jar.toUri().toString()).noStart() : bundle(jar.toUri().toString()).startLevel(number));
            }
        }
        options.add(junitBundles());
        return options(composite(options.toArray(new Option[0])));
    }

    private static List<Path> entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
