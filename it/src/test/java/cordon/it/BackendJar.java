package cordon.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;

/**
 * The example backend as a bundle, made outside the reactor from its sources and the {@code cordon.api} that users get, with the
 * tools of the JDK alone.
 */
final class BackendJar {
    private static final Path SOURCES = Distribution.EXAMPLES.resolve("third-party/backend-nofile/src/main/java");
    private static final String MANIFEST = """
            Bundle-ManifestVersion: 2
            Bundle-SymbolicName: org.example.backend.nofile
            Bundle-Name: Backend nofile
            Bundle-Version: 1.0.0
            Import-Package: cordon.api.backend;version="[1.0,2)",
             cordon.api.launch;version="[1.0,2)",
             cordon.api.policy;version="[1.0,2)",
             cordon.api.snap;version="[1.0,2)"
            Provide-Capability: osgi.service;objectClass="cordon.api.backend.Backend"
            Require-Capability: osgi.extender;filter:="(osgi.extender=osgi.component)"
            Service-Component: OSGI-INF/nofile.xml
            """;
    private static final String COMPONENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="org.example.nofile">
              <service><provide interface="cordon.api.backend.Backend"/></service>
              <implementation class="org.example.nofile.NofileBackend"/>
            </scr:component>
            """;

    private BackendJar() {
    }

    /** Makes it below a directory that is made anew. */
    static Path build(Path work) throws IOException {
        if (Files.exists(work)) {
            try (Stream<Path> old = Files.walk(work)) {
                for (Path each : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        Path classes = Files.createDirectories(work.resolve("classes"));
        Path api = Distribution.HOME.resolve("bundle/2/cordon.api.jar");
        Path annotations = Path.of(Component.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        List<String> javac = new ArrayList<>(List.of(tool("javac"), "--release", "17", "-Xlint:all", "-Werror", "-proc:none", "-classpath", api + ":" + annotations,
                "-d", classes.toString()));
        try (Stream<Path> files = Files.walk(SOURCES)) {
            files.filter(file -> file.toString().endsWith(".java")).map(Path::toString).sorted().forEach(javac::add);
        }
        Programs.need(javac.toArray(new String[0]));
        Files.createDirectories(classes.resolve("OSGI-INF"));
        Files.writeString(classes.resolve("OSGI-INF/nofile.xml"), COMPONENT);
        Path manifest = Files.writeString(work.resolve("manifest.mf"), MANIFEST);
        Path jar = work.resolve("backend-nofile.jar");
        Programs.need(tool("jar"), "--create", "--file", jar.toString(), "--manifest", manifest.toString(), "-C", classes.toString(), ".");
        return jar;
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}
