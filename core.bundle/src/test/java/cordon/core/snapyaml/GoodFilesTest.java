package cordon.core.snapyaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.snap.SnapType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole files of the shapes that published snaps have. */
class GoodFilesTest {

    private static Parsed file(String name) throws IOException, SnapYamlException {
        try (InputStream in = GoodFilesTest.class.getResourceAsStream(name)) {
            return SnapYaml.read(in.readAllBytes(), name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"shell-tool.yaml", "web-server.yaml", "desktop-app.yaml", "base.yaml", "components.yaml", "aliases.yaml"})
    void aGoodFileHasNoWarnings(String name) throws IOException, SnapYamlException {
        assertEquals(List.of(), file(name).warnings());
    }

    @Test
    void aShellToolIsReadWhole() throws IOException, SnapYamlException {
        SnapInfo info = file("shell-tool.yaml").info();
        assertEquals("textkit", info.name());
        assertEquals("1.10", info.version());
        assertEquals(SnapType.APP, info.type());
        assertEquals("core24", info.base());
        assertEquals("Count, sort and fold lines.\n\nWorks on files of your home.\n", info.description());
        assertEquals(List.of("amd64", "arm64"), info.architectures());
        assertEquals(Epoch.ZERO, info.epoch());
        assertEquals(List.of("textkit", "fold"), List.copyOf(info.apps().keySet()));
        AppInfo tool = info.app("textkit").orElseThrow();
        assertEquals(List.of("tk", "text.kit"), tool.aliases());
        assertEquals("share/bash-completion/textkit", tool.completer());
        assertFalse(tool.isDaemon());
        AppInfo fold = info.app("fold").orElseThrow();
        assertEquals("bin/textkit fold --width 80", fold.command());
        assertEquals(List.of(new Environment.Variable("LANG", "C.UTF-8"), new Environment.Variable("COLUMNS", "80")),
                fold.environment().variables());
    }

    @Test
    void aServersServiceKeysAreReadWhole() throws IOException, SnapYamlException {
        SnapInfo info = file("web-server.yaml").info();
        AppInfo server = info.app("server").orElseThrow();
        assertEquals(List.of("bin/prepare", "bin/locale.sh"), server.commandChain());
        Daemon daemon = server.daemon().orElseThrow();
        assertEquals(DaemonType.NOTIFY, daemon.type());
        assertEquals(DaemonScope.SYSTEM, daemon.scope());
        assertEquals("sbin/hearthctl stop", daemon.stopCommand());
        assertEquals("bin/clean", daemon.postStopCommand());
        assertEquals("sbin/hearthctl reload", daemon.reloadCommand());
        assertEquals(Optional.of(Duration.ofSeconds(90)), daemon.startTimeout());
        assertEquals(Optional.of(Duration.ofSeconds(30)), daemon.stopTimeout());
        assertEquals(Optional.of(Duration.ofMillis(500)), daemon.watchdogTimeout());
        assertEquals(Optional.of(Duration.ofMillis(1500)), daemon.restartDelay());
        assertEquals(Optional.of(RestartCondition.ON_ABNORMAL), daemon.restartCondition());
        assertEquals(List.of("sigint-all", "endure", "disable"), List.of(daemon.stopMode(), daemon.refreshMode(), daemon.installMode()));
        assertEquals(List.of("42", "SIGUSR1"), daemon.successExitStatus());
        assertEquals(List.of("control"), daemon.activatesOn());
        assertEquals(Set.of("server"), info.app("rotate").orElseThrow().daemon().orElseThrow().after());
        assertEquals("mon-fri,4:00-5:00/2,,sun1,6:00~7:00", info.app("rotate").orElseThrow().daemon().orElseThrow().timer());
        assertTrue(info.app("admin").orElseThrow().ignoresRefresh());
    }

    @Test
    void socketModesAreReadAsOctalOrAsTheSameNumberInDecimal() throws IOException, SnapYamlException {
        Map<String, SocketInfo> sockets = file("web-server.yaml").info().app("server").orElseThrow().daemon().orElseThrow().sockets();
        assertEquals(new SocketInfo("http", "8080", OptionalInt.empty()), sockets.get("http"));
        assertEquals(OptionalInt.of(0660), sockets.get("admin").mode());
        assertEquals(OptionalInt.of(0660), sockets.get("events").mode());
    }

    @Test
    void aServersLayoutHooksAndUsersAreReadWhole() throws IOException, SnapYamlException {
        SnapInfo info = file("web-server.yaml").info();
        assertEquals(List.of("PATH", "LD_LIBRARY_PATH", "HEARTH_HOME"),
                info.environment().variables().stream().map(Environment.Variable::name).toList());
        assertEquals(new LayoutEntry("/etc/hearth", LayoutEntry.Kind.BIND, "$SNAP_DATA/etc", "root", "root", 0755),
                info.layout().get("/etc/hearth"));
        assertEquals(0640, info.layout().get("/etc/hearth.conf").mode());
        assertEquals(new LayoutEntry("/var/cache/hearth", LayoutEntry.Kind.TMPFS, "", "root", "root", 01777),
                info.layout().get("/var/cache/hearth"));
        assertEquals(LayoutEntry.Kind.SYMLINK, info.layout().get("/usr/share/hearth").kind());
        assertEquals(Set.of("configure", "install"), info.hooks().keySet());
        assertEquals(List.of("bin/prepare"), info.hooks().get("configure").commandChain());
        assertEquals(Set.of("snap_daemon", "_daemon_"), info.systemUsernames().keySet());
        assertEquals("2*", info.epoch().toString());
    }

    @Test
    void plugsComeInShortAndLongForms() throws IOException, SnapYamlException {
        SnapInfo info = file("desktop-app.yaml").info();
        assertEquals("wayland", info.plugs().get("wayland").interfaceName());
        assertEquals("x11", info.plugs().get("x11").interfaceName());
        assertEquals("content", info.plugs().get("shared-data").interfaceName());
        PlugDeclaration browser = info.plugs().get("browser");
        assertEquals("browser-support", browser.interfaceName());
        assertEquals("the built-in help viewer", browser.label());
        assertEquals(Map.of("allow-sandbox", true, "retries", 3L, "ratio", 0.5, "ports", List.of("22:22", "22:30"),
                "nested", Map.of("a", List.of(1L, "two", Map.of("b", false)))), browser.attributes());
        assertEquals(Map.of("name", "sketch"), info.slots().get("player").attributes());
    }

    @Test
    void linksComeFromBothPlaces() throws IOException, SnapYamlException {
        SnapInfo info = file("desktop-app.yaml").info();
        assertEquals(Map.of("contact", List.of("draw@example.org", "mailto:help@example.org"),
                "issues", List.of("https://example.org/issues"), "source-code", List.of("https://example.org/git"),
                "website", List.of("https://example.org/sketch")), info.links());
        assertEquals("acme-builds", info.provenance());
    }

    @Test
    void componentsHaveHooksOfTheirOwn() throws IOException, SnapYamlException {
        SnapInfo info = file("components.yaml").info();
        assertEquals(Set.of("install", "remove"), info.components().get("small-model").hooks().keySet());
        assertEquals(List.of("gpu", "network"), info.plugsOfHook("small-model+install").stream().map(PlugDeclaration::name).toList());
        assertEquals(List.of("gpu"), info.plugsOfHook("small-model+remove").stream().map(PlugDeclaration::name).toList());
        assertEquals(new Epoch(List.of(0L, 1L, 2L), List.of(1L, 2L)), info.epoch());
    }

    @Test
    void aliasesAndMergesMeanWhatTheyStandFor() throws IOException, SnapYamlException {
        SnapInfo info = file("aliases.yaml").info();
        assertEquals("bin/three", info.app("three").orElseThrow().command());
        for (String app : List.of("one", "two", "three")) {
            assertEquals(List.of("network", "home"), info.plugsOf(app).stream().map(PlugDeclaration::name).toList());
        }
    }

    @Test
    void aByteOrderMarkAndWindowsLinesDoNoHarm() throws SnapYamlException {
        assertEquals("foo", Reading.parsed("\uFEFFname: foo\r\nversion: '1'\r\n").info().name());
    }
}
