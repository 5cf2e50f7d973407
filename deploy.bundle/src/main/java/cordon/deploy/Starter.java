package cordon.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that an author begins with: {@code starter/} in this bundle, with a name filled in. The project is the example of an interface in Java
 * ({@code examples/third-party/interface-java}), renamed. Pure.
 */
final class Starter {
    private static final String EXAMPLE = "log-directory";
    /** Of the example, each below {@code starter/project/}. */
    private static final List<String> PROJECT = List.of("pom.xml", "bnd.bnd", "README.md", "src/main/java/org/example/logdirectory/LogDirectory.java",
            "src/test/java/org/example/logdirectory/LogDirectoryTest.java", "src/test/java/org/example/logdirectory/LogDirectoryConformanceTest.java",
            "src/test/java/org/example/logdirectory/LogDirectoryLiveIT.java");
    private static final Pattern NAMES = Pattern.compile(Stream.of(EXAMPLE, className(EXAMPLE), packageName(EXAMPLE)).map(Pattern::quote).collect(Collectors.joining("|")));
    private static final Pattern REPOSITORY = Pattern.compile("(<cordon.repository>)[^<]*");

    private final String name;
    private final String repository;

    /**
     * Of one interface.
     *
     * @param name       of the interface, checked: lower-case words joined by dashes
     * @param repository URL of the Maven repository that has the contract
     */
    Starter(String name, String repository) {
        this.name = name;
        this.repository = repository;
    }

    /** A description: one file. */
    SortedMap<String, String> description() {
        return new TreeMap<>(Map.of(name + ".yaml", text("interface.yaml").replace("@NAME@", name)));
    }

    /** A Maven project with a class: all below one directory. */
    SortedMap<String, String> project() {
        SortedMap<String, String> files = new TreeMap<>();
        PROJECT.forEach(path -> files.put("interface-" + name + "/" + renamed(path), renamed(text("project/" + path))));
        return files;
    }

    private String renamed(String text) {
        Map<String, String> names = Map.of(EXAMPLE, name, className(EXAMPLE), className(name), packageName(EXAMPLE), packageName(name));
        String renamed = NAMES.matcher(text).replaceAll(match -> names.get(match.group()));
        return REPOSITORY.matcher(renamed).replaceFirst("$1" + Matcher.quoteReplacement(repository));
    }

    /** {@code mountlist} for {@code mount-list}. */
    private static String packageName(String name) {
        return name.replace("-", "");
    }

    /** {@code MountList} for {@code mount-list}. */
    private static String className(String name) {
        return Arrays.stream(name.split("-")).map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1)).collect(Collectors.joining());
    }

    private static String text(String file) {
        try (InputStream in = Starter.class.getResourceAsStream("starter/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("this bundle cannot be read", e);
        }
    }
}
