package cordon.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Builds a project outside the reactor as its author does, with the contract that the distribution has. All else that it needs was needed
 * by the reactor too, and comes from there: nothing is fetched, and nothing is left in anybody's repository.
 */
final class Maven {
    private static final Path HAVE = Path.of(System.getProperty("cordon.maven"));

    private Maven() {
    }

    /** What makes Maven do that. @param work where what it needs is gathered */
    static List<String> options(Path work) throws IOException {
        Path settings = Files.writeString(work.resolve("settings.xml"), "<settings><mirrors><mirror><id>here</id><mirrorOf>central</mirrorOf><url>" + HAVE.toUri()
                + "</url></mirror></mirrors></settings>");
        return List.of("-B", "-q", "-s", settings.toString(), "-Dmaven.repo.local=" + work.resolve("repository"),
                "-Dcordon.repository=" + Distribution.HOME.resolve("repository").toUri());
    }

    /** Carries out {@code mvn WORD...} for a project. @param work where what it needs is gathered */
    static Result build(Path work, Path project, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("mvn"));
        command.addAll(options(work));
        command.addAll(List.of("-f", project.toString()));
        command.addAll(List.of(words));
        return Programs.run(Map.of(), "", command);
    }
}
