package cordon.extender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo.Check;
import cordon.api.snap.SnapType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfaceYamlTest {
    private static final String WHOLE = """
            interface: mount-observe
            summary: read the list of mounts
            slot:
              offered-by: [system, app]
              auto-connect: true
              review: {manual: it shows every mount}
            attributes:
              - {name: where, side: plug, type: string, required: true, description: a place}
            connected-plug:
              - file: /etc/fstab r          # why: names of configured mounts
              - file: "@{PROC}/*/mountinfo r"
              - syscall: quotactl - - -
              - userns                      # makes its own
            connected-slot:
              - capability: sys_admin
            declared-plug:
              - signal: send term peer=snap.foo.bar
            declared-slot:
              - network: inet stream
            check:
              allows: [open /etc/fstab r]
              refuses: [open /etc/shadow r, mount]
            """;

    private static Interface read(String text) throws InterfaceYamlException {
        return InterfaceYaml.read(text.getBytes(StandardCharsets.UTF_8), "i.yaml");
    }

    private static List<String> problems(String text) {
        return assertThrows(InterfaceYamlException.class, () -> read(text)).problems();
    }

    @Test
    void everythingTheFileSaysIsThere() throws Exception {
        Interface described = read(WHOLE);
        assertEquals("mount-observe", described.info().name());
        assertEquals(Set.of(SnapType.SYSTEM, SnapType.APP), described.info().offeredBy());
        assertTrue(described.info().autoConnect());
        assertEquals("it shows every mount", described.info().review().reason());
        assertEquals("where", described.info().attributes().get(0).name());
        assertEquals(List.of("file: /etc/fstab r", "file: @{PROC}/*/mountinfo r", "syscall: quotactl", "userns"),
                described.connectedPlug(Sides.toSystem(described)).stream().map(s -> s.rule().render()).toList());
        assertEquals("capability: sys_admin", described.connectedSlot(Sides.toSnap(described)).get(0).rule().render());
        assertEquals("signal: send term peer=snap.foo.bar", described.declaredPlug(null).get(0).rule().render());
        assertEquals("network: inet stream", described.declaredSlot(null).get(0).rule().render());
        assertEquals(List.of(new Check("open /etc/fstab r", true), new Check("open /etc/shadow r", false), new Check("mount", false)),
                described.info().checks());
    }

    @Test
    void theCommentBehindARuleIsItsReason() throws Exception {
        Interface described = read(WHOLE);
        assertEquals("names of configured mounts", described.connectedPlug(Sides.toSystem(described)).get(0).reason());
        assertEquals("", described.connectedPlug(Sides.toSystem(described)).get(1).reason());
        assertEquals("makes its own", described.connectedPlug(Sides.toSystem(described)).get(3).reason());
    }

    @Test
    void rulesOfWhoMayHaveItAreReadForBothSides() throws Exception {
        Interface described = read(WHOLE.replace("connected-plug:", """
                plug-rules:
                  - deny-installation: type=base            # it has no commands
                slot-rules:
                  - allow-auto-connection: plug.name=a
                  - deny-connection
                connected-plug:""").replace("review: {manual: it shows every mount}", "review: none"));
        assertEquals(List.of("plug deny-installation: type=base", "slot allow-auto-connection: plug.name=a", "slot deny-connection"),
                described.info().rules().stream().map(rule -> rule.render()).toList());
        assertEquals("it has no commands", described.info().rules().get(0).reason());
        assertTrue(problems(WHOLE + "plug-rules:\n  - deny-instalation: type=base\n").get(0).contains("plug-rules: there is no rule \"deny-instalation\""));
    }

    private static final String PEERS = """
            interface: chat
            summary: s
            slot: {offered-by: [system, app]}
            connected-plug:
              - unix: "connect type=stream peer-label=@{PEER_LABEL}"
              - file: "owner @{RUN_USER}/snap.@{PEER_SNAP}/chat rw"
            connected-slot:
              - signal: "receive hup peer=@{PEER_LABEL}"
            """;

    @Test
    void rulesNameTheOtherSideOfAConnection() throws Exception {
        Interface described = read(PEERS);
        assertEquals(List.of("unix: connect type=stream peer-label=snap.server.{one,two}", "file: owner @{RUN_USER}/snap.server/chat rw"),
                described.connectedPlug(Sides.toSnap(described)).stream().map(s -> s.rule().render()).toList());
        assertEquals(List.of("signal: receive hup peer=snap.web.run"), described.connectedSlot(Sides.toSnap(described)).stream().map(s -> s.rule().render()).toList());
    }

    @Test
    void aRuleThatNamesASnapIsNotForTheSystem() throws Exception {
        Interface described = read(PEERS);
        assertEquals(List.of("unix: connect type=stream peer-label=unconfined"), described.connectedPlug(Sides.toSystem(described)).stream().map(s -> s.rule().render()).toList());
    }

    @Test
    void theOtherSideIsNamedByConnectionsAlone() {
        assertTrue(problems(PEERS.replace("connected-slot", "declared-slot")).get(0).startsWith("i.yaml:8: declared-slot: "));
        assertTrue(problems(PEERS.replace("PEER_SNAP", "PEER_REVISION")).get(0).startsWith("i.yaml:6: "));
    }

    @Test
    void everyProblemIsNamedWithItsLine() {
        List<String> problems = problems("""
                interface: foo
                summary: s
                slots: {}
                slot:
                  offered-by: [moon]
                  auto-connect: perhaps
                connected-plug:
                  - file: /etc/passwd
                  - fyle: /etc/passwd r
                """);
        assertTrue(problems.stream().anyMatch(p -> p.startsWith("i.yaml:3: ") && p.contains("\"slots\" is not known")), problems::toString);
        assertTrue(problems.stream().anyMatch(p -> p.startsWith("i.yaml:5: ") && p.contains("moon")), problems::toString);
        assertTrue(problems.stream().anyMatch(p -> p.startsWith("i.yaml:6: ") && p.contains("true or false")), problems::toString);
        assertTrue(problems.stream().anyMatch(p -> p.startsWith("i.yaml:8: ") && p.contains("the access")), problems::toString);
        assertTrue(problems.stream().anyMatch(p -> p.startsWith("i.yaml:9: ") && p.contains("fyle")), problems::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "file: /etc/** rw, /etc/shadow r",
        "raw: apparmor }",
        "raw: apparmor profile evil { }",
        "raw: apparmor change_profile -> unconfined",
        "file: '/x rw\n/y rw'",
        "capability: everything",
        "file: relative r",
        "file: /a/../b r",
        "file: '@{NOPE}/x r'",
        "environment: LD_PRELOAD=/x"
    })
    void aRuleThatIsWrongOrEscapesItsProfileIsRefused(String rule) {
        assertFalse(problems("interface: foo\nsummary: s\nslot: {offered-by: [system]}\nconnected-plug:\n  - " + rule + "\n").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", value = {
        "''",
        "interface: [",
        "interface: foo",
        "- a list",
        "{interface: foo, interface: bar, summary: s, slot: {offered-by: [system]}}",
        "{interface: Foo, summary: s, slot: {offered-by: [system]}}",
        "{interface: foo, summary: s, slot: {offered-by: []}}",
        "{interface: foo, summary: s, slot: {offered-by: [system], review: yes}}",
        "{interface: !!javax.script.ScriptEngineManager [], summary: s, slot: {offered-by: [system]}}",
        "{interface: foo, summary: [a], slot: {offered-by: [system]}}"
    })
    void aFileThatDescribesNoInterfaceIsRefused(String text) {
        assertFalse(problems(text).isEmpty());
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        byte[] text = {'i', (byte) 0xff, (byte) 0xfe, ':'};
        InterfaceYamlException e = assertThrows(InterfaceYamlException.class, () -> InterfaceYaml.read(text, "i.yaml"));
        assertTrue(e.getMessage().contains("not UTF-8"));
    }

    @Test
    void aFileThatNestsOrMultipliesWithoutEndIsRefused() {
        assertFalse(problems("a: ".repeat(1) + "[".repeat(500) + "]".repeat(500)).isEmpty());
        StringBuilder bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x]\n");
        for (char c = 'b'; c < 'm'; c++) {
            bomb.append(c).append(": &").append(c).append(" [").append(("*" + (char) (c - 1) + ",").repeat(8)).append("x]\n");
        }
        assertFalse(problems(bomb.toString()).isEmpty());
    }
}
