package cordon.core.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who offers what, and who wins. */
class RegistryTest {
    private static Provider<String> provider(String service, boolean bundled, int ranking, long bundle) {
        return new Provider<>(service, "name", "bundle", "1.0.0", bundled, ranking, bundle, bundle);
    }

    @Test
    void theWinnerDoesNotDependOnTheOrderOfArrival() {
        List<Provider<String>> ordered = List.of(provider("bundled", true, -5, 9), provider("ranked", false, Integer.MAX_VALUE, 8),
                provider("older", false, Integer.MIN_VALUE, 3), provider("newer", false, Integer.MIN_VALUE, 4));
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            List<Provider<String>> shuffled = new ArrayList<>(ordered);
            Collections.shuffle(shuffled, random);
            Catalog<String> catalog = Catalog.of(shuffled);
            assertEquals(Optional.of("bundled"), catalog.get("name"));
            assertEquals(ordered.subList(1, 4), catalog.shadowed());
        }
    }

    @Test
    void whatWasShadowedCountsWhenTheWinnerLeaves() {
        Whiteboard<String> board = new Whiteboard<>();
        board.add(provider("one", false, 5, 1));
        long number = board.add(provider("two", false, 0, 2)).number();
        board.remove(1);
        assertEquals(Optional.of("two"), board.now().catalog().get("name"));
        assertEquals(number + 1, board.now().number());
        board.remove(77);
        assertEquals(number + 1, board.now().number());
    }

    @Test
    void aNameOfTheDistributionIsItsOwnWhileItsBundleIsUpdated() {
        Whiteboard<String> board = new Whiteboard<>();
        board.add(provider("foreign", false, 9, 1));
        assertEquals(Optional.of("foreign"), board.now().catalog().get("name"));
        board.add(provider("ours", true, 0, 2));
        board.remove(2);
        assertEquals(Optional.empty(), board.now().catalog().get("name"));
        assertEquals(1, board.now().catalog().shadowed().size());
        board.add(provider("ours again", true, 0, 3));
        assertEquals(Optional.of("ours again"), board.now().catalog().get("name"));
    }

    @Test
    void onlyABundleOfTheDistributionsDirectoryIsBundled() {
        Providers providers = new Providers(Optional.of(Path.of("/opt/cordon/bundle")));
        assertTrue(providers.bundled("file:/opt/cordon/bundle/5/cordon.iface.home.jar"));
        assertTrue(providers.bundled("reference:file:/opt/cordon/bundle/5/x.jar"));
        for (String location : List.of("file:/opt/cordon/bundle/../evil.jar", "file:/opt/cordon/bundle-evil/x.jar", "file:bundle/x.jar", "http://x/opt/cordon/bundle/x.jar",
                "file:/%00", "file: not a uri", "")) {
            assertFalse(providers.bundled(location), location);
        }
        assertFalse(new Providers(Optional.empty()).bundled("file:/opt/cordon/bundle/5/x.jar"));
    }

    @Test
    void whateverABundleThrowsIsItsFailure() {
        Foreign.Failure failure = assertThrows(Foreign.Failure.class, () -> Foreign.call(() -> {
            throw new NoClassDefFoundError("gone");
        }));
        assertEquals("java.lang.NoClassDefFoundError: gone", failure.getMessage());
        assertSame(NoClassDefFoundError.class, failure.thrown().getClass());
    }

    @Test
    void anInterruptOfTheCallerIsKept() throws Exception {
        Thread.currentThread().interrupt();
        assertEquals("done", Foreign.call(() -> "done"));
        assertTrue(Thread.interrupted());
    }
}
