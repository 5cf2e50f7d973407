package cordon.extender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.iface.Interface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every {@code iface.*.bundle} of the reactor that has an {@code interface.yaml}. */
class InterfacesOfTheDistributionTest {
    static List<Path> descriptions() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of(".."))) {
            return folders.filter(folder -> folder.getFileName().toString().matches("iface\\..*\\.bundle"))
                    .flatMap(folder -> Stream.of("src/main/resources/interface.yaml", "interface.yaml").map(folder::resolve)).filter(Files::exists).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void isReadWithoutAProblemAndGrantsForAReason(Path file) throws Exception {
        Interface described = InterfaceYaml.read(Files.readAllBytes(file), file.toString());
        String folder = file.getName(1).toString();
        assertEquals(folder, "iface." + described.info().name() + ".bundle");
        assertFalse(described.connectedPlug(Sides.toSystem(described)).isEmpty());
        described.connectedPlug(Sides.toSystem(described)).forEach(s -> assertFalse(s.reason().isEmpty(), s.rule().render() + " has no reason"));
        assertTrue(described.info().checks().stream().anyMatch(check -> check.allowed()));
        assertTrue(described.info().checks().stream().anyMatch(check -> !check.allowed()));
    }
}
