package cordon.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The files that an author begins with: {@code starter/} in this bundle, with a name filled in. Pure. */
final class Starter {
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
        return new TreeMap<>(Map.of(name + ".yaml", filled("interface.yaml")));
    }

    /** A Maven project with a class: all below one directory. */
    SortedMap<String, String> project() {
        SortedMap<String, String> files = new TreeMap<>();
        String java = "/java/" + packageName().replace('.', '/') + "/" + className();
        Map.of("pom.xml", "pom.xml", "bnd.bnd", "bnd.bnd", "README.md", "README.md", "src/main" + java + ".java", "Interface.java", "src/test" + java + "Test.java", "InterfaceTest.java")
                .forEach((path, template) -> files.put("interface-" + name + "/" + path, filled(template)));
        return files;
    }

    private String packageName() {
        return "org.example." + name.replace("-", "");
    }

    /** {@code MountList} for {@code mount-list}. */
    private String className() {
        return Arrays.stream(name.split("-")).map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1)).collect(Collectors.joining());
    }

    private String filled(String template) {
        try (InputStream in = Starter.class.getResourceAsStream("starter/" + template)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("@NAME@", name).replace("@CLASS@", className())
                    .replace("@PACKAGE@", packageName()).replace("@REPOSITORY@", repository);
        } catch (IOException e) {
            throw new UncheckedIOException("this bundle cannot be read", e);
        }
    }
}
