package cordon.extender;

import static org.junit.jupiter.api.Assertions.assertFalse;

import cordon.testkit.Conformance;
import cordon.testkit.scratch.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Holds the interfaces of the distribution that are data against the conformance kit. Those in Java do so in their own folders. */
class ConformanceOfTheDistributionTest {
    @TestFactory
    List<DynamicNode> theyConform() throws Exception {
        List<Path> files;
        try (Stream<Path> folders = Files.list(Path.of(".."))) {
            files = folders.map(folder -> folder.resolve("interface.yaml")).filter(file -> file.toString().contains("iface.") && Files.exists(file)).sorted().toList();
        }
        assertFalse(files.isEmpty());
        List<DynamicNode> nodes = new ArrayList<>();
        for (Path file : files) {
            nodes.add(DynamicContainer.dynamicContainer(file.getParent().getFileName().toString(),
                    Conformance.tests(InterfaceYaml.read(Files.readAllBytes(file), file.toString()), List.of(Sample.PLAIN))));
        }
        return nodes;
    }
}
