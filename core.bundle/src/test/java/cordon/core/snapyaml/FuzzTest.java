package cordon.core.snapyaml;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damages good files in ways drawn from a fixed seed: each is read, or refused with a place, and nothing else happens. */
class FuzzTest {

    private static final int ROUNDS = 600;
    private static final List<String> PIECES = List.of("\n", "  ", ":", "- ", "[", "]", "{", "}", "~", "&a ", "*a", "<<: *a", "!!x ", "'",
            "\"", "#", "|", ">", "%", "@", "`", "\t", "\0", "..", "/", "$SNAP", "0", "-1", "99999999999999999999", "1e999", "true", "\u00e9",
            "\uD83D\uDE00", "name: ", "plugs:", "apps:", "a: &a {b: *a}", "? ", "\u2028");

    @ParameterizedTest
    @ValueSource(strings = {"shell-tool.yaml", "web-server.yaml", "desktop-app.yaml", "components.yaml", "aliases.yaml"})
    void aDamagedFileIsReadOrRefusedAndNothingElse(String name) throws IOException {
        String good;
        try (InputStream in = FuzzTest.class.getResourceAsStream(name)) {
            good = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Random random = new Random(20240607);
        for (int round = 0; round < ROUNDS; round++) {
            assertReadOrRefused(damaged(good, random).getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomBytesAreReadOrRefused(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            assertReadOrRefused(bytes);
        }
    }

    private static void assertReadOrRefused(byte[] bytes) {
        try {
            SnapInfo info = SnapYaml.read(bytes, "snap.yaml").info();
            assertTrue(Names.isSnap(info.name()), info::name);
            assertTrue(Names.isVersion(info.version()), info::version);
        } catch (SnapYamlException e) {
            assertFalse(e.problems().isEmpty());
        }
    }

    private static String damaged(String good, Random random) {
        StringBuilder text = new StringBuilder(good);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            int end = Math.min(text.length(), at + random.nextInt(12));
            if (random.nextBoolean()) {
                text.delete(at, end);
            }
            text.insert(Math.min(at, text.length()), PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }
}
