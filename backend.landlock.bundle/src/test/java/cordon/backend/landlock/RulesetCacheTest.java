package cordon.backend.landlock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import cordon.api.backend.Launch;
import cordon.api.backend.StoredProfile;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.Origin;
import cordon.api.snap.SecurityLabel;
import cordon.linux.Fd;
import cordon.linux.Landlock;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.testkit.backend.TestLaunch;
import cordon.testkit.backend.TestPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ruleset is made once for a command, its user and its view, and each launch holds its descriptor as long as it needs it. */
class RulesetCacheTest {
    private static final Launch.User OTHER = new Launch.User("other", 4242, 4242, List.of(), "/home/other");
    @TempDir
    private Path directory;
    private Fd root;
    private RulesetCache cache;

    @BeforeEach
    void open() throws IOException {
        Assumptions.assumeTrue(Landlock.abi() > 0, "this kernel has no Landlock");
        root = Paths.openRoot("/", OpenFlags.O_PATH | OpenFlags.O_DIRECTORY);
        cache = new RulesetCache(Landlock.abi());
    }

    @AfterEach
    void close() {
        if (cache != null) {
            cache.clear();
            root.close();
        }
    }

    private Launch launch(String app, Launch.User user, Fd view, String more) {
        AppPolicy policy = new AppPolicy(new SecurityLabel("foo", app), TestPolicy.snap("foo", "x1"), Confinement.STRICT,
                TestPolicy.entries(new Origin.Template(), "file: /etc/passwd r", "file: " + directory + "/a r"));
        StoredProfile profile = new StoredProfile(policy.label(), policy.hash(), directory.resolve("profile"), FileProfile.render(policy) + more, false);
        return new TestLaunch(policy, profile, user, directory, Optional.empty(), view, Map.of());
    }

    private Ruleset made(Launch launch) throws Exception {
        RulesetCache.Use use = cache.use(launch);
        use.ruleset().close();
        return use.made();
    }

    @Test
    void anotherLaunchHoldsTheSameRulesetWhateverBecomesOfTheFirst() throws Exception {
        RulesetCache.Use one = cache.use(launch("bar", TestLaunch.ROOT, root, ""));
        RulesetCache.Use two = cache.use(launch("bar", TestLaunch.ROOT, root, ""));
        assertSame(one.made(), two.made());
        one.ruleset().close();
        assertSame(one.made(), made(launch("bar", TestLaunch.ROOT, root, "")));
        cache.clear();
        Paths.stat(two.ruleset());
        two.ruleset().close();
        assertNotSame(one.made(), made(launch("bar", TestLaunch.ROOT, root, "")));
    }

    @Test
    void anotherCommandUserTextOrViewHasAnother() throws Exception {
        Ruleset first = made(launch("bar", TestLaunch.ROOT, root, ""));
        assertNotSame(first, made(launch("baz", TestLaunch.ROOT, root, "")));
        assertNotSame(first, made(launch("bar", OTHER, root, "")));
        assertSame(first, made(launch("bar", TestLaunch.ROOT, root, "")));
        assertNotSame(first, made(launch("bar", TestLaunch.ROOT, root, "file: /etc/hosts r\n")));
        Ruleset second = made(launch("bar", TestLaunch.ROOT, root, ""));
        try (Fd view = Paths.openRoot(directory.toString(), OpenFlags.O_PATH | OpenFlags.O_DIRECTORY)) {
            assertNotSame(second, made(launch("bar", TestLaunch.ROOT, view, "")));
        }
    }

    @Test
    void aFileThatComesMakesItNew() throws Exception {
        Ruleset before = made(launch("bar", TestLaunch.ROOT, root, ""));
        Files.writeString(directory.resolve("a"), "");
        Ruleset after = made(launch("bar", TestLaunch.ROOT, root, ""));
        assertNotSame(before, after);
        assertEquals("2 rules", after.summary());
    }
}
