package cordon.audit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.iface.InterfaceInfo;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rule;
import cordon.api.policy.Rules;
import cordon.api.policy.Statement;
import cordon.api.snap.Attributes;
import cordon.api.snap.Plug;
import cordon.api.snap.SecurityLabel;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import cordon.core.Cordon;
import cordon.core.InterfaceView;
import cordon.core.Plugboard;
import cordon.core.SiteRules;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AdvisorTest {
    private static final SnapIdentity SNAP = new SnapIdentity("web", "web", "x1", "1", SnapType.APP, Optional.empty(), Optional.empty());
    private static final SecurityLabel LABEL = new SecurityLabel("web", "wget");

    private final Map<String, List<Statement>> interfaces = new LinkedHashMap<>();
    private List<Plug> plugs = List.of();
    private List<String> held = List.of();

    private static Rule rule(String text) {
        int colon = text.indexOf(": ");
        return Rules.parse(text.substring(0, colon), text.substring(colon + 2));
    }

    private void offers(String name, String... rules) {
        interfaces.put(name, Arrays.stream(rules).map(AdvisorTest::rule).map(Statement::of).toList());
    }

    private static Plug plug(String name, String interfaceName, String app) {
        return new Plug(SNAP, name, interfaceName, Attributes.none(), Set.of(app));
    }

    private Cordon cordon() {
        return (Cordon) Proxy.newProxyInstance(Cordon.class.getClassLoader(), new Class<?>[] {Cordon.class}, (self, method, arguments) -> switch (method.getName()) {
            case "plugboard" -> new Plugboard(plugs, List.of(), List.of());
            case "interfaces" -> interfaces.keySet().stream().map(name -> new InterfaceView(new InterfaceInfo(name, "does " + name, Set.of(SnapType.SYSTEM), false,
                    InterfaceInfo.Review.NONE, List.of(), List.of()), "b", "1", "", held, SiteRules.NONE)).toList();
            case "grants" -> interfaces.get((String) arguments[0]);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    /** Without the line about what else would do. */
    private List<String> advice(String action, String... rules) {
        return allAdvice(action, rules).stream().filter(line -> !line.startsWith("or ")).toList();
    }

    private List<String> allAdvice(String action, String... rules) {
        List<PolicyEntry> entries = Arrays.stream(rules).map(text -> new PolicyEntry(rule(text), new Origin.Template(), "")).toList();
        AppPolicy policy = new AppPolicy(LABEL, SNAP, Confinement.STRICT, entries);
        return new Advisor(cordon()).advice(policy, Model.of(SNAP, LABEL, true), Needs.parse(List.of(action.split(" "))));
    }

    @Test
    void theInterfaceThatOpensLeastComesFirst() {
        offers("everything", "file: /** rw");
        offers("fstab", "file: /etc/fstab r");
        offers("other", "file: /etc/hosts r");
        List<String> lines = advice("open /etc/fstab r");
        assertEquals(2, lines.size(), lines.toString());
        assertTrue(lines.get(0).startsWith("fstab: does fstab: declare a plug fstab in the snap.yaml"), lines.toString());
        assertTrue(lines.get(1).startsWith("everything: "), lines.toString());
    }

    @Test
    void aPlugThatIsDeclaredIsOnlyConnected() {
        offers("fstab", "file: /etc/fstab r");
        plugs = List.of(plug("mounts", "fstab", "wget"));
        assertEquals(List.of("fstab: does fstab: cordon connect web:mounts"), advice("open /etc/fstab r"));
        plugs = List.of(plug("mounts", "fstab", "another"));
        assertTrue(advice("open /etc/fstab r").get(0).contains("is not one of wget's"));
    }

    @Test
    void anInterfaceThatIsHeldIsApprovedFirst() {
        offers("fstab", "file: /etc/fstab r");
        held = List.of("too much");
        assertEquals(List.of("fstab: does fstab: it is held for review: cordon interface approve fstab"), advice("open /etc/fstab r"));
    }

    @Test
    void whatAnInterfaceAddsMayCompleteWhatIsThere() {
        offers("writer", "file: /etc/fstab w");
        assertTrue(advice("open /etc/fstab rw", "file: /etc/fstab r").get(0).startsWith("writer"));
        assertTrue(advice("open /etc/fstab rw").get(0).startsWith("no interface"));
    }

    @Test
    void whatIsRefusedWhateverElseIsGrantedIsNotPromised() {
        offers("writer", "file: /etc/fstab rw");
        assertTrue(advice("open /etc/fstab r", "file: deny /etc/fstab r").stream().noneMatch(line -> line.startsWith("writer")));
        assertEquals(List.of("nothing allows it: a rule refuses it whatever others grant (template)"), advice("open /etc/fstab r", "file: deny /etc/fstab r"));
    }

    @Test
    void aSystemCallIsGivenBackByTheSameRuleThatRefusesIt() {
        assertEquals("    - syscall: ioctl - TIOCSTI", advice("syscall ioctl 0 TIOCSTI", "syscall: ioctl", "syscall: deny ioctl - TIOCSTI").get(2));
    }

    @Test
    void whereNothingFitsThereAreLinesForAnInterfaceOfOnesOwn() {
        assertEquals(List.of("no interface that is here allows it; one of your own would, with", "  connected-plug:", "    - file: /etc/fstab r"), advice("open /etc/fstab r"));
        assertEquals("    - network: packet raw", advice("socket packet raw").get(2));
    }

    @Test
    void whatIsAllowedMeanwhileNeedsAStartOnly() {
        assertEquals(List.of("its policy allows this now: start it again"), advice("open /etc/fstab r", "file: /etc/fstab r"));
    }

    @Test
    void whatElseWouldDoIsSaidToo() {
        assertTrue(allAdvice("open /etc/fstab w").stream().anyMatch(line -> line.startsWith("or let it write below $SNAP_DATA")));
        assertTrue(allAdvice("open /usr/share/dict/words r").stream().anyMatch(line -> line.startsWith("or bring the file in the package")));
        assertTrue(allAdvice("open /proc/1/maps r").stream().noneMatch(line -> line.startsWith("or ")));
        assertTrue(allAdvice("syscall io_uring_setup").stream().anyMatch(line -> line.contains("goes on with epoll(7)")));
        assertTrue(allAdvice("syscall mount").stream().noneMatch(line -> line.startsWith("or ")));
    }
}
