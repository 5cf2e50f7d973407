package cordon.core.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import cordon.api.backend.Launch;
import cordon.api.policy.Confinement;
import cordon.api.policy.EnvironmentRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AppEnvironmentTest {
    private static final Launch.User USER = new Launch.User("bob", 1000, 1000, List.of(1000), "/home/bob");

    private static Map<String, String> of(String yaml, Map<String, String> caller, EnvironmentRule... rules) {
        AppToRun app = LaunchTestBase.app(yaml, "foo", Confinement.STRICT, List.of(), rules);
        AppPaths paths = AppPaths.inView("foo", "x2");
        return new AppEnvironment(app, paths, "amd64").variables(USER, paths, caller);
    }

    @Test
    void everythingThatSnapsExpect() {
        Map<String, String> expected = new TreeMap<>();
        expected.put("HOME", "/home/bob/snap/foo/x2");
        expected.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/games:/usr/local/games");
        expected.put("SNAP", "/snap/foo/x2");
        expected.put("SNAP_ARCH", "amd64");
        expected.put("SNAP_COMMON", "/var/snap/foo/common");
        expected.put("SNAP_DATA", "/var/snap/foo/x2");
        expected.put("SNAP_EUID", "1000");
        expected.put("SNAP_INSTANCE_KEY", "");
        expected.put("SNAP_INSTANCE_NAME", "foo");
        expected.put("SNAP_LIBRARY_PATH", "/var/lib/snapd/lib/gl:/var/lib/snapd/lib/gl32:/var/lib/snapd/void");
        expected.put("SNAP_NAME", "foo");
        expected.put("SNAP_REAL_HOME", "/home/bob");
        expected.put("SNAP_REVISION", "x2");
        expected.put("SNAP_UID", "1000");
        expected.put("SNAP_USER_COMMON", "/home/bob/snap/foo/common");
        expected.put("SNAP_USER_DATA", "/home/bob/snap/foo/x2");
        expected.put("SNAP_VERSION", "1.5");
        expected.put("TMPDIR", "/tmp");
        expected.put("XDG_RUNTIME_DIR", "/run/user/1000/snap.foo");
        assertEquals(expected, new TreeMap<>(of("apps:\n  foo:\n    command: bin/foo\n", Map.of())));
    }

    @Test
    void withoutAViewTheDirectoriesAreThoseOfTheHost() {
        AppToRun app = LaunchTestBase.app("apps:\n  foo:\n    command: bin/foo\n", "foo", Confinement.STRICT, List.of());
        AppPaths paths = AppPaths.onHost("foo", "x2", Path.of("/state"));
        Map<String, String> made = new AppEnvironment(app, paths, "amd64").variables(USER, paths, Map.of());
        assertEquals(List.of("/state/snap/foo/x2", "/state/var/snap/foo/x2", "/state/var/snap/foo/common", "/home/bob/snap/foo/common"),
                List.of(made.get("SNAP"), made.get("SNAP_DATA"), made.get("SNAP_COMMON"), made.get("TMPDIR")));
        assertEquals(Map.of("/snap", "/state/snap", "/var/snap", "/state/var/snap", "/tmp", "/home/bob/snap/foo/common"), paths.elsewhere("/home/bob"));
    }

    @Test
    void theSnapsVariablesThenTheAppsThenThoseOfConnections() {
        Map<String, String> made = of("environment:\n  A: snap\n  B: $A/${LANG}\n  PATH: $SNAP/bin:$PATH\n"
                + "apps:\n  foo:\n    command: bin/foo\n    environment:\n      A: app $A\n      C: $B\n", Map.of("LANG", "de", "A", "caller"),
                new EnvironmentRule("C", "$connection"));
        assertEquals("app snap", made.get("A"));
        assertEquals("snap/de", made.get("B"));
        assertEquals("$connection", made.get("C"));
        assertEquals("/snap/foo/x2/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/games:/usr/local/games", made.get("PATH"));
    }

    @Test
    void theCallerCannotSpeakForTheSandbox() {
        Map<String, String> made = of("apps:\n  foo:\n    command: bin/foo\n", Map.of("SNAP", "/evil", "HOME", "/evil", "LD_PRELOAD", "/evil", "SNAP_COOKIE", "x"));
        assertEquals("/snap/foo/x2", made.get("SNAP"));
        assertEquals("/home/bob/snap/foo/x2", made.get("HOME"));
        assertNull(made.get("LD_PRELOAD"));
        assertNull(made.get("SNAP_COOKIE"));
    }

    @Test
    void aSnapMaySetWhatItsCallerMayNot() {
        assertEquals("/snap/foo/x2/lib", of("environment:\n  LD_LIBRARY_PATH: $SNAP/lib\napps:\n  foo:\n    command: bin/foo\n", Map.of()).get("LD_LIBRARY_PATH"));
    }
}
