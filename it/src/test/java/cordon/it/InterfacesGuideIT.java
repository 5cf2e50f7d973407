package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.ClassRule;
import org.junit.Test;

/**
 * An outsider who has a distribution and {@code docs/INTERFACES.md}, types what it shows, in the order in which it shows it, and sees
 * what it says.
 */
public class InterfacesGuideIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    private static final Path GUIDE = Distribution.EXAMPLES.resolve("../docs/INTERFACES.md");
    private static final Pattern INLINE = Pattern.compile("`cordon ([a-z]+(?: (?:new|check|approve)(?= ))?)[^`]*`");
    /** Verbs that a test cannot show there: one goes on until it is interrupted, one depends on the machine. */
    private static final Set<String> ELSEWHERE = Set.of("watch", "report");

    private Path work;
    private Path directory;

    @Test
    public void everyCommandDoesWhatTheGuideShows() throws Exception {
        work = Files.createTempDirectory(DAEMON.place(), "work");
        directory = work;
        Programs.need("cp", "-r", Distribution.EXAMPLES.toString(), work.resolve("examples").toString());
        String guide = Files.readString(GUIDE);
        Set<String> shown = new TreeSet<>();
        for (Guide.Part part : Guide.parts(guide)) {
            if (part instanceof Guide.Text file) {
                Files.writeString(work.resolve(file.file()), file.text());
            } else if (part instanceof Guide.Command command) {
                carryOut(command);
                shown.add(command.words());
            }
        }
        Set<String> mentioned = INLINE.matcher(guide).results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
        mentioned.removeIf(verb -> ELSEWHERE.contains(verb) || shown.stream().anyMatch(command -> command.startsWith("cordon " + verb)));
        assertEquals("verbs that the guide speaks of and does not show", Set.of(), mentioned);
    }

    private void carryOut(Guide.Command command) throws IOException {
        if (command.words().startsWith("cd ")) {
            directory = directory.resolve(command.words().substring(3));
            return;
        }
        Result result = Programs.run(environment(), "", "sh", "-c", "cd '" + directory + "' && " + command.words());
        assertEquals(result.toString(), command.fails(), result.status() != 0);
        String printed = plain(result.out() + result.err());
        for (String line : command.prints()) {
            for (String piece : line.split("\\.\\.\\.")) {
                assertTrue("no \"" + piece + "\" in " + result, printed.contains(plain(piece)));
            }
        }
    }

    /** Columns are as wide as what is in them. */
    private static String plain(String text) {
        return text.replaceAll("[ \\n]+", " ").strip();
    }

    private Map<String, String> environment() throws IOException {
        Map<String, String> environment = new HashMap<>(DAEMON.environment());
        environment.put("CORDON", Distribution.HOME.toString());
        environment.put("PATH", tools() + ":" + DAEMON.client().getParent() + ":" + Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
        return environment;
    }

    /** Maven, which finds here what the reactor needed, and fetches nothing. */
    private Path tools() throws IOException {
        Path tools = Files.createDirectories(work.resolve("tools"));
        List<String> words = new ArrayList<>(List.of("exec", "/usr/bin/env", "PATH=" + System.getenv("PATH"), "mvn"));
        words.addAll(Maven.options(work));
        Path mvn = Files.writeString(tools.resolve("mvn"), "#!/bin/sh\n" + String.join(" ", words) + " \"$@\"\n");
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwxr-xr-x"));
        return tools;
    }
}
