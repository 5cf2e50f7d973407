package cordon.backend.seccomp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.policy.Confinement;
import cordon.api.policy.NetworkRule;
import cordon.api.policy.Rules;
import cordon.linux.SeccompAction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The classic language: what is read, what is refused, what is written. */
class FilterTextTest {
    private static final SeccompAction ALLOW = SeccompAction.ALLOW;
    private static final SeccompAction EPERM = Filtered.EPERM;

    @Test
    void commentsAndBlankLinesSayNothing() throws Exception {
        FilterText text = FilterText.parse("# a\n\n  \t\nread # why\n\t write\t#x\n");
        assertEquals(List.of("read", "write"), text.rules().keySet().stream().map(FilterText::line).toList());
        assertEquals(List.of(4, 5), List.copyOf(text.rules().values()));
    }

    @Test
    void linesForOneCallAddUp() throws Exception {
        Filtered filtered = Filtered.of("kill 1\nkill 2 9\n");
        assertEquals(ALLOW, filtered.answer("kill", 1, 15));
        assertEquals(ALLOW, filtered.answer("kill", 2, 9));
        assertEquals(EPERM, filtered.answer("kill", 2, 15));
    }

    /** Condition on the first argument of kill(2), which is an int; values that hold; values that do not. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"-; 0 1 -1; ''", "7; 7 0x100000007; 6 8 0", "!7; 6 8 0 0x100000006; 7 0x100000007", "<7; 0 6 0x100000006; 7 8 -1",
        "<=7; 0 7 0x500000007; 8 -1", ">7; 8 -1 0x100000008; 7 0 0x100000007", ">=7; 7 8 -1; 6 0 0x100000006", "|6; 6 7 14 -1; 0 2 4 0x600000000",
        "-1; -1 0xffffffff; 0 1", "<0; ''; 0 1 -1", "010; 8; 10 0", "0x10; 16; 10", "u:root; 0 0x100000000; 1", "g:root; 0; 1", "PRIO_MAX; 20; 19",
        "AF_INET; 2; 10", "PF_INET6; 10; 2", "CLONE_IO; 0x80000000 0xffffffff80000000; 0"})
    void conditionsCompare(String condition, String holds, String fails) throws Exception {
        Filtered filtered = Filtered.of("kill " + condition + "\n");
        for (String value : holds.trim().split(" ")) {
            if (!value.isEmpty()) {
                assertEquals(ALLOW, filtered.answer("kill", Numbers.parse(value)), condition + " holds for " + value);
            }
        }
        for (String value : fails.trim().split(" ")) {
            if (!value.isEmpty()) {
                assertEquals(EPERM, filtered.answer("kill", Numbers.parse(value)), condition + " does not hold for " + value);
            }
        }
    }

    @Test
    void sixtyFourBitArgumentsAreComparedWhole() throws Exception {
        Filtered filtered = Filtered.of("mprotect - 0x100000001 !0\nmmap >0xffffffff\n");
        assertEquals(ALLOW, filtered.answer("mprotect", 0, 0x1_0000_0001L, 1));
        assertEquals(EPERM, filtered.answer("mprotect", 0, 1, 1));
        assertEquals(EPERM, filtered.answer("mprotect", 0, 0x1_0000_0001L, 0));
        assertEquals(ALLOW, filtered.answer("mmap", 0x1_0000_0000L));
        assertEquals(EPERM, filtered.answer("mmap", 0xffff_ffffL));
    }

    @Test
    void theTypeOfASocketIsComparedWithoutItsFlags() throws Exception {
        Filtered filtered = Filtered.of("socket AF_INET SOCK_STREAM\nsocketpair AF_UNIX |SOCK_CLOEXEC\n");
        assertEquals(ALLOW, filtered.answer("socket", 2, 1 | 0x80800, 0));
        assertEquals(EPERM, filtered.answer("socket", 2, 3, 0));
        assertEquals(EPERM, filtered.answer("socket", 2, 1 | 0x100, 0));
        assertEquals(ALLOW, filtered.answer("socketpair", 1, 0x80001, 0));
        assertEquals(EPERM, filtered.answer("socketpair", 1, 1, 0));
    }

    @Test
    void aCommandOfQuotactlIsComparedWithoutTheTypeOfQuota() throws Exception {
        Filtered filtered = Filtered.of("quotactl Q_GETQUOTA\n");
        assertEquals(ALLOW, filtered.answer("quotactl", 0x80000700L));
        assertEquals(ALLOW, filtered.answer("quotactl", 0x80000701L), "of groups");
        assertEquals(EPERM, filtered.answer("quotactl", 0x80000800L), "Q_SETQUOTA");
    }

    @Test
    void aRefusalWinsOverEveryLine() throws Exception {
        Filtered filtered = Filtered.of("ioctl\nioctl - TIOCSTI\n~ioctl - TIOCSTI\n~ioctl 9 !5\nread\n~read\n");
        assertEquals(EPERM, filtered.answer("ioctl", 0, 0x5412));
        assertEquals(EPERM, filtered.answer("ioctl", 9, 6));
        assertEquals(ALLOW, filtered.answer("ioctl", 9, 5));
        assertEquals(ALLOW, filtered.answer("ioctl", 8, 6));
        assertEquals(EPERM, filtered.answer("read"));
    }

    @Test
    void complainLogsWhatWouldBeRefused() throws Exception {
        Filtered filtered = Filtered.of("@complain\nread\nioctl\n~ioctl - TIOCSTI\n");
        assertEquals(ALLOW, filtered.answer("read"));
        assertEquals(SeccompAction.LOG, filtered.answer("mount"));
        assertEquals(SeccompAction.LOG, filtered.answer("ioctl", 0, 0x5412));
        assertEquals(SeccompAction.LOG, filtered.answer("clone3"));
    }

    @Test
    void unrestrictedHasNoFilter() throws Exception {
        assertTrue(new FilterCompiler().compile(FilterText.parse("@unrestricted\nread\n")).program().isEmpty());
    }

    @Test
    void callsThatDoNotExistAreNamed() throws Exception {
        assertEquals(java.util.Set.of("raed"), new FilterCompiler().compile(FilterText.parse("raed\nread\nset_tls\n")).unknown());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"read\\nRead; 2; Read", "@complian; 1; @complain", "read\\n\\nioctl - TIOCST; 3; TIOCST", "chown - u:no-such-user; 1; no-such-user",
        "kill g:no-such-group; 1; no-such-group", "kill 1 2 3 4 5 6 7; 1; six", "kill =1; 1; =1", "kill 0x100000000; 1; 32 bits",
        "chmod - 0200000; 1; 16 bits", "kill 99999999999999999999; 1; 64 bits", "@complain\\n@unrestricted; 2; contradicts", "~; 1; ''",
        "mmap !1 !1 !1; 1; comparisons", "kill 09; 1; number", "kill |; 1; value"})
    void whatIsWrongIsSaidWithItsLine(String text, int line, String word) {
        FilterTextException failure = assertThrows(FilterTextException.class, () -> Filtered.of(text.replace("\\n", "\n")));
        assertEquals(line, failure.line(), failure.getMessage());
        assertTrue(failure.getMessage().contains(word == null ? "" : word), failure.getMessage());
    }

    @Test
    void aProfileNamesTheOriginOfEachLineOnce() throws Exception {
        String text = ProfileText.of(Policies.connected("bar", "network", "network-bind"), Constants.host());
        assertTrue(text.contains("\n# network-bind: foo:network-bind :network-bind\naccept\naccept4\nlisten\n"), text);
        assertTrue(text.contains("\n# network-bind: foo:network-bind :network-bind; network: foo:network :network\nbind\n"), text);
        assertEquals(1, text.lines().filter("bind"::equals).count());
        assertEquals(text, ProfileText.of(Policies.connected("bar", "network", "network-bind"), Constants.host()));
    }

    @Test
    void confinementIsSaidByADirective() {
        assertTrue(ProfileText.of(Policies.of(Confinement.DEVMODE, "syscall: read"), Constants.host()).contains("\n@complain\n"));
        assertTrue(ProfileText.of(Policies.of(Confinement.CLASSIC, "syscall: read"), Constants.host()).endsWith("\n@unrestricted\n"));
    }

    @Test
    void aGrantOfTheVerySameTakesARefusalBack() throws Exception {
        String[] template = {"syscall: clone", "syscall: deny clone |CLONE_NEWUSER", "syscall: deny clone |CLONE_NEWNS"};
        assertEquals(EPERM, Filtered.of(Policies.of(Confinement.STRICT, template)).answer("clone", 0x10000000));
        Filtered granted = Filtered.of(Policies.of(Confinement.STRICT, template[0], template[1], template[2], "userns"));
        assertEquals(ALLOW, granted.answer("clone", 0x10000000));
        assertEquals(EPERM, granted.answer("clone", 0x10020000), "the other refusal stands");
        assertEquals(ALLOW, granted.answer("unshare", 0x10000000));
    }

    @Test
    void networkRulesAreConditionsOnSockets() throws Exception {
        Filtered filtered = Filtered.of(Policies.of(Confinement.STRICT, "network: inet stream tcp", "network: netlink dgram route", "network: can",
                "network: inet6", "network: deny inet6 raw"));
        assertEquals(ALLOW, filtered.answer("socket", 2, 1, 0));
        assertEquals(ALLOW, filtered.answer("socket", 2, 1, 6));
        assertEquals(EPERM, filtered.answer("socket", 2, 1, 132), "SCTP");
        assertEquals(EPERM, filtered.answer("socket", 2, 2, 0));
        assertEquals(ALLOW, filtered.answer("socket", 16, 2, 0));
        assertEquals(EPERM, filtered.answer("socket", 16, 2, 15));
        assertEquals(ALLOW, filtered.answer("socket", 29, 3, 1));
        assertEquals(ALLOW, filtered.answer("socket", 10, 1, 0));
        assertEquals(EPERM, filtered.answer("socket", 10, 3 | 0x80000, 58), "denied, whatever other rules grant");
        assertThrows(IllegalArgumentException.class, () -> Sockets.rules((NetworkRule) Rules.parse("network", "moon"), Constants.host()));
    }

    @Test
    void aRawRuleIsALine() throws Exception {
        Filtered filtered = Filtered.of(Policies.of(Confinement.STRICT, "raw: seccomp ~read 3", "syscall: read", "raw: apparmor capability x,"));
        assertEquals(EPERM, filtered.answer("read", 3));
        assertEquals(ALLOW, filtered.answer("read", 4));
        for (String line : List.of("@unrestricted", "Read")) {
            IllegalArgumentException failure = assertThrows(IllegalArgumentException.class,
                    () -> ProfileText.of(Policies.of(Confinement.STRICT, "raw: seccomp " + line), Constants.host()));
            assertTrue(failure.getMessage().contains("(template)"), failure.getMessage());
        }
    }
}
