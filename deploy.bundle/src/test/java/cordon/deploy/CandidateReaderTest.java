package cordon.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.core.CordonException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CandidateReaderTest {
    private final CandidateReader reader = new CandidateReader(new OneLineDescriptions(), () -> Set.of("cordon.core"));

    private String refusal(String file, byte[] content) {
        return assertThrows(CordonException.class, () -> reader.read(file, content)).getMessage();
    }

    @Test
    void aDescriptionBecomesABundleThatDescribesIt() throws Exception {
        byte[] text = OneLineDescriptions.text("moon /etc/moon r");
        Candidate candidate = reader.read("moon.yaml", text);
        assertEquals("cordon.deployed.moon", candidate.symbolicName());
        BundleJar jar = BundleJar.read("moon.jar", candidate.jar());
        assertEquals("cordon.deployed.moon", jar.symbolicName());
        assertArrayEquals(text, jar.described().orElseThrow().text());
    }

    @Test
    void theSameTextGivesTheSameJarAndAnotherTextAnotherLocation() throws Exception {
        Candidate one = reader.read("moon.yaml", OneLineDescriptions.text("moon /etc/moon r"));
        assertArrayEquals(one.jar(), reader.read("moon.yaml", OneLineDescriptions.text("moon /etc/moon r")).jar());
        assertTrue(!one.location().equals(reader.read("moon.yaml", OneLineDescriptions.text("moon /etc/moon rw")).location()));
    }

    @Test
    void aDescriptionThatIsWrongIsRefusedWithItsLine() {
        assertEquals("moon.yaml:1: one word is too few", refusal("moon.yaml", OneLineDescriptions.text("moon")));
    }

    @Test
    void aFileHasTheNameOfItsInterface() {
        assertEquals("sun.yaml: it describes the interface moon; name it moon.yaml", refusal("sun.yaml", OneLineDescriptions.text("moon /etc/moon r")));
        assertTrue(refusal("moon.yml", OneLineDescriptions.text("moon /etc/moon r")).startsWith("moon.yml: there are NAME.yaml"));
    }

    @Test
    void aBundleCannotTakeTheNameOfOneOfTheDistributionOrOfAnotherFile() throws Exception {
        for (String name : new String[] {"cordon.core", "cordon.core;singleton:=true", "cordon.deployed.moon"}) {
            byte[] jar = Jars.of("a", new byte[1], "Bundle-ManifestVersion", "2", "Bundle-SymbolicName", name);
            assertTrue(refusal("x.jar", jar).contains("is taken"), name);
        }
    }

    @Test
    void aFragmentIsRefused() throws Exception {
        byte[] jar = Jars.of("a", new byte[1], "Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "x", "Fragment-Host", "cordon.core");
        assertTrue(refusal("x.jar", jar).contains("fragment"));
    }

    @Test
    void whatIsNoBundleIsRefused() throws Exception {
        assertTrue(refusal("x.jar", OneLineDescriptions.text("hello")).contains("no jar"));
        assertTrue(refusal("x.jar", Jars.of("a", new byte[1])).contains("Bundle-SymbolicName"));
        byte[] lacks = Jars.of("a", new byte[1], "Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "x", "Cordon-Interface", "b.yaml");
        assertTrue(refusal("x.jar", lacks).contains("b.yaml"));
    }

    @Test
    void theDescriptionInAJarIsRead() throws Exception {
        byte[] good = Jars.of("i.yaml", OneLineDescriptions.text("moon /etc/moon r"), "Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "x", "Cordon-Interface", "i.yaml");
        assertEquals("moon", reader.read("x.jar", good).described().orElseThrow().info().name());
        byte[] bad = Jars.of("i.yaml", OneLineDescriptions.text("moon"), "Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "x", "Cordon-Interface", "i.yaml");
        assertEquals("x.jar/i.yaml:1: one word is too few", refusal("x.jar", bad));
    }
}
