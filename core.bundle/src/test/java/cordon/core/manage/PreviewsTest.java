package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.Side;
import cordon.api.backend.Reach;
import cordon.api.policy.PolicyEntry;
import cordon.core.Comparison;
import cordon.core.CordonException.Kind;
import cordon.core.InstallOptions;
import cordon.core.Preview;
import cordon.core.Proposal;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** What changes would do. After each test, the disk and all that is loaded is as it was before the question. */
class PreviewsTest extends SystemTest {
    private static final Bundle SOMEBODYS = (Bundle) Proxy.newProxyInstance(Bundle.class.getClassLoader(), new Class<?>[] {Bundle.class},
            (proxy, method, arguments) -> somebodys(method.getName()));
    private static final String CLIENT = "plugs: {network: , web: {interface: http}}\napps: {one: {command: c, plugs: [web]}, two: {command: c}}\n";
    private static final String SERVER = "slots: {http: {interface: http}}\napps: {server: {command: c}}\n";
    private Map<String, String> before;

    @BeforeEach
    void installTwo() throws Exception {
        system.add(FakeInterface.system("network", false, "net_raw"));
        system.add(FakeInterface.ofApps("http", false, "net_admin"));
        system.install("client", CLIENT);
        system.install("server", SERVER);
    }

    private Preview preview(Proposal proposal) throws Exception {
        before = state();
        return system.cordon.preview(proposal);
    }

    @AfterEach
    void nothingHasChanged() throws IOException {
        assertEquals(before, state());
    }

    private Map<String, String> state() throws IOException {
        Map<String, String> state = new TreeMap<>();
        try (Stream<Path> files = Files.walk(system.root)) {
            for (Path file : files.toList()) {
                state.put(file.toString(), Files.isRegularFile(file) ? Files.readString(file) + Files.getLastModifiedTime(file) : "");
            }
        }
        List.of(system.seccomp, system.mount, system.landlock).forEach(backend -> state.put(backend.name(), backend.loaded.toString()));
        return state;
    }

    private Proposal.Install install(String name, String yaml) throws IOException {
        Path source = system.root.resolveSibling("sources").resolve(name + ".new");
        Files.writeString(source, "name: " + name + "\nversion: '2'\nsummary: s\ndescription: d\n" + yaml);
        return new Proposal.Install(source, InstallOptions.STRICT);
    }

    private static List<String> rules(List<PolicyEntry> entries) {
        return entries.stream().map(entry -> entry.rule().render()).toList();
    }

    @Test
    void connectingShowsWhoGetsWhatAndWhichProfilesDiffer() throws Exception {
        Preview preview = preview(new Proposal.Connect("client:web", Optional.empty()));
        assertEquals("would connect client:web to server:http", preview.summary());
        assertEquals(List.of("would be connected: client:web to server:http"), preview.details());
        assertEquals(List.of("client.one", "server"), preview.commands().stream().map(Comparison::command).toList());
        Comparison one = preview.commands().get(0);
        assertEquals(List.of("capability: net_admin"), rules(one.added()));
        assertEquals(List.of(), one.removed());
        assertEquals(List.of("mount", "landlock", "seccomp"), one.profiles().stream().map(Comparison.Profile::backend).toList());
        assertEquals("net_admin\n", one.profiles().get(0).after());
    }

    @Test
    void whatARealChangeWouldRefuseIsRefusedHereWithTheSameWords() throws Exception {
        before = state();
        refused(Kind.NOT_FOUND, "cannot connect client:wep: snap \"client\" has no plug named \"wep\"; did you mean \"web\"?",
                () -> system.cordon.preview(new Proposal.Connect("client:wep", Optional.empty())));
    }

    @Test
    void whatIsConnectedAlreadyChangesNothing() throws Exception {
        system.cordon.connect("client:web", Optional.empty());
        assertEquals(List.of(), preview(new Proposal.Connect("client:web", Optional.empty())).commands());
    }

    @Test
    void disconnectingShowsTheRulesThatGoAndWhoRunsNow() throws Exception {
        system.seccomp.reach = Reach.RUNNING;
        system.cordon.connect("client:web", Optional.empty());
        system.cordon.run(system.request("client.one"));
        Preview preview = preview(new Proposal.Disconnect("client:web", Optional.empty()));
        assertEquals(List.of("capability: net_admin"), rules(preview.commands().get(0).removed()));
        assertEquals(1, preview.running().size());
        assertEquals(List.of("seccomp"), preview.running().get(0).now());
        assertEquals(List.of("mount", "landlock"), preview.running().get(0).later());
    }

    @Test
    void anEditedProfileIsComparedAsItStandsAndItsLossIsSaid() throws Exception {
        Path profile = system.root.resolve("seccomp/profiles/snap.client.one");
        Files.writeString(profile, Files.readString(profile).replace("# End", "by hand\n# End"));
        Preview preview = preview(new Proposal.Connect("client:web", Optional.empty()));
        assertTrue(preview.commands().get(0).profiles().stream().anyMatch(one -> one.before().contains("by hand")));
        assertTrue(preview.warnings().get(0).startsWith("the edited seccomp profile of client.one would be replaced"), preview.warnings().toString());
    }

    @Test
    void aNewSnapIsComparedWithACommandWithoutConnections() throws Exception {
        system.add(FakeInterface.system("auto", true, "sys_boot"));
        Preview preview = preview(install("fresh", "plugs: {auto: , away: }\napps: {fresh: {command: c, plugs: [auto, away]}}\n"));
        assertEquals("would install fresh (x1)", preview.summary());
        assertEquals(List.of("would be connected: fresh:auto to :auto"), preview.details());
        assertEquals(List.of("the interface away of the plug away is not here; nothing would be granted for it"), preview.warnings());
        assertEquals("a command without connections", preview.commands().get(0).before());
        assertEquals(List.of("capability: sys_boot"), rules(preview.commands().get(0).added()));
    }

    @Test
    void aSlotThatASnapBringsConnectsThePlugsThatWaitForIt() throws Exception {
        system.add(FakeInterface.ofApps("talk", true, "wake_alarm"));
        system.install("waiting", "plugs: {talk: }\napps: {waiting: {command: c, plugs: [talk]}}\n");
        Preview preview = preview(install("talker", "slots: {talk: }\napps: {talker: {command: c}}\n"));
        assertEquals(List.of("would be connected: waiting:talk to talker:talk"), preview.details());
        assertEquals(List.of("talker", "waiting"), preview.commands().stream().map(Comparison::command).toList());
    }

    @Test
    void anUpgradeShowsTheCommandThatGoes() throws Exception {
        Preview preview = preview(install("client", "apps: {one: {command: c}}\n"));
        assertEquals("would install client (x2, an upgrade of x1)", preview.summary());
        assertEquals(List.of("the command client.two would go"), preview.details());
    }

    /** A bundle that has a name, and nothing in it. */
    private static Object somebodys(String method) {
        return switch (method) {
            case "getSymbolicName" -> "somebody";
            case "getVersion" -> Version.emptyVersion;
            default -> null;
        };
    }

    @Test
    void anInterfaceThatArrivesIsJudgedAsOneFromOutside() throws Exception {
        system.install("needs", "plugs: {moon: }\napps: {needs: {command: c, plugs: [moon]}}\n");
        Preview held = preview(new Proposal.Deploy(FakeInterface.system("moon", true, "sys_admin"), SOMEBODYS));
        assertTrue(held.warnings().get(0).startsWith("it would be held: "), held.warnings().toString());
        assertEquals(List.of(), held.commands());
        Preview granted = preview(new Proposal.Deploy(FakeInterface.system("moon", true, "wake_alarm"), SOMEBODYS));
        assertEquals(List.of("capability: wake_alarm"), rules(granted.commands().get(0).added()));
    }

    @Test
    void commandsAndRevisionsAreCompared() throws Exception {
        system.cordon.connect("client:web", Optional.empty());
        system.install("client", "plugs: {network: , web: {interface: http}}\napps: {one: {command: c}, two: {command: c, plugs: [web]}}\n");
        before = state();
        Comparison other = system.cordon.compare("client.one", Optional.of("client.two"));
        assertEquals(List.of("capability: net_admin"), rules(other.added()));
        Comparison earlier = system.cordon.compare("client.one", Optional.empty());
        assertEquals("snap.client.one (x1)", earlier.before());
        assertEquals(List.of("capability: net_admin"), rules(earlier.removed()));
        assertEquals(earlier, system.cordon.compare("client.one", Optional.of("x1")));
        assertEquals("a command without connections", system.cordon.compare("server", Optional.empty()).before());
        refused(Kind.NOT_FOUND, "cannot compare client with its revision x9: it is not kept; there are x1, x2",
                () -> system.cordon.compare("client.one", Optional.of("x9")));
    }

    @Test
    void anInstallationThatIsOnlyLookedAtSaysWhatIsLeftToAPersonAndWhatIsRefused() throws Exception {
        system.add(FakeInterface.reviewed("control", "it owns the machine"));
        assertEquals(List.of("the plug new:control is not connected on its own: it owns the machine", "\"cordon review new\" shows what that comes to"),
                preview(install("new", "plugs: {control: }\napps: {app: {command: c}}\n")).warnings());
        system.add(FakeInterface.ruled("radio", false, "net_raw", AdmissionRule.parse(Side.PLUG, "deny-installation", "", "")));
        refused(Kind.INVALID, "cannot install new: it has the plug \"radio\": the rule \"plug deny-installation\" of the interface \"radio\" refuses it",
                () -> system.cordon.preview(install("new", "plugs: {radio: }\napps: {app: {command: c}}\n")));
    }
}
