package cordon.backend.apparmor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.StoredProfile;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rules;
import cordon.api.snap.SecurityLabel;
import cordon.core.compose.Template;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What interfaces of this distribution grant as data compiles together with the template. */
class InterfacesTest {
    private static final List<String> GRANTS = List.of("connected-plug", "connected-slot", "declared-plug", "declared-slot");

    @TempDir
    private Path root;

    @Test
    void theRulesOfEveryInterfaceCompile() throws IOException {
        List<StoredProfile> profiles = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of(".."), "iface.*.bundle")) {
            for (Path folder : folders) {
                Path file = folder.resolve("interface.yaml");
                if (Files.exists(file)) {
                    profiles.add(profile(file));
                }
            }
        }
        assertTrue(profiles.size() > 2, "interfaces were found");
        Parser.Outcome outcome = Compiling.parser().compile(Workspace.of(Compiling.WITHOUT, profiles.get(0)), profiles.stream().map(StoredProfile::file).toList());
        assertEquals("", outcome.output());
        assertTrue(outcome.succeeded());
    }

    private StoredProfile profile(Path file) throws IOException {
        List<PolicyEntry> entries = new ArrayList<>(Template.load().entries());
        Map<?, ?> contract = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        String name = (String) contract.get("interface");
        for (String grant : GRANTS) {
            if (contract.get(grant) instanceof List<?> rules) {
                for (Object rule : rules) {
                    ((Map<?, ?>) rule).forEach((kind, text) -> entries.add(new PolicyEntry(Rules.parse((String) kind, text == null ? "" : joined(text.toString())),
                            new Origin.Connection(name, "foo:" + name, ":" + name), "")));
                }
            }
        }
        return Policies.stored(root, new AppPolicy(new SecurityLabel("foo", name), Policies.foo(), Confinement.STRICT, entries));
    }

    /** What a connection makes of the words for its other side. */
    private static String joined(String text) {
        return text.replace("@{PEER_LABEL}", "snap.other.*").replace("@{PEER_SNAP}", "other");
    }
}
