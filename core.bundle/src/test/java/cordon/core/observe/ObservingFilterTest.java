package cordon.core.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.Origin;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rules;
import cordon.api.snap.SecurityLabel;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import cordon.linux.Arch;
import cordon.linux.BpfProgram;
import cordon.linux.SeccompAction;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ObservingFilterTest {
    private static final int X32 = 0x40000000;

    private static AppPolicy policy(String... rules) {
        SnapIdentity snap = new SnapIdentity("foo", "foo", "x1", "1", SnapType.APP, Optional.empty(), Optional.empty());
        return new AppPolicy(new SecurityLabel("foo", "foo"), snap, Confinement.STRICT,
                Stream.of(rules).map(rule -> new PolicyEntry(Rules.parse("syscall", rule), new Origin.Template(), "")).toList());
    }

    private static SeccompAction answer(String call, String... rules) {
        BpfProgram filter = ObservingFilter.of(policy(rules));
        return filter.run(Arch.host().number(call).orElseThrow(), Arch.host().auditArch());
    }

    @Test
    void whatThePolicyAllowsWithoutAConditionPassesAndAllElseIsTold() {
        assertEquals(SeccompAction.ALLOW, answer("read", "read"));
        assertEquals(SeccompAction.USER_NOTIF, answer("write", "read"));
        assertEquals(SeccompAction.USER_NOTIF, answer("ioctl", "ioctl - TIOCGWINSZ"));
        assertEquals(SeccompAction.USER_NOTIF, answer("ioctl", "ioctl", "deny ioctl - TIOCSTI"));
    }

    @Test
    void callsThatNameFilesOrMakeSocketsAreToldWhateverThePolicySays() {
        for (String call : new String[] {"openat", "execve", "connect", "socket", "renameat2"}) {
            assertEquals(SeccompAction.USER_NOTIF, answer(call, call));
        }
    }

    @Test
    void signalsAreToldWhateverThePolicySays() {
        for (String call : new String[] {"kill", "tgkill", "pidfd_send_signal"}) {
            assertEquals(SeccompAction.USER_NOTIF, answer(call, call));
        }
    }

    @Test
    void callsOf32BitProgramsAreToldByTheNumbersOfTheirs() {
        BpfProgram filter = ObservingFilter.of(policy("read", "mmap2"));
        Arch.host().compat().ifPresent(arch -> {
            assertEquals(SeccompAction.ALLOW, filter.run(arch.number("read").orElseThrow(), arch.auditArch()));
            assertEquals(SeccompAction.ALLOW, filter.run(arch.number("mmap2").orElseThrow(), arch.auditArch()));
            assertEquals(SeccompAction.USER_NOTIF, filter.run(arch.number("open").orElseThrow(), arch.auditArch()));
            assertEquals(SeccompAction.USER_NOTIF, filter.run(arch.number("write").orElseThrow(), arch.auditArch()));
        });
    }

    @Test
    void callsOfOtherArchitecturesPass() {
        BpfProgram filter = ObservingFilter.of(policy());
        assertEquals(SeccompAction.ALLOW, filter.run(5, Arch.S390X.auditArch()));
        assertEquals(SeccompAction.ALLOW, filter.run(X32 | 5, Arch.host().auditArch()));
    }
}
