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

    private static SeccompAction answer(String call, String... rules) {
        SnapIdentity snap = new SnapIdentity("foo", "foo", "x1", "1", SnapType.APP, Optional.empty(), Optional.empty());
        AppPolicy policy = new AppPolicy(new SecurityLabel("foo", "foo"), snap, Confinement.STRICT,
                Stream.of(rules).map(rule -> new PolicyEntry(Rules.parse("syscall", rule), new Origin.Template(), "")).toList());
        BpfProgram filter = ObservingFilter.of(policy);
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
    void callsOfAnotherArchitecturePass() {
        SnapIdentity snap = new SnapIdentity("foo", "foo", "x1", "1", SnapType.APP, Optional.empty(), Optional.empty());
        BpfProgram filter = ObservingFilter.of(new AppPolicy(new SecurityLabel("foo", "foo"), snap, Confinement.STRICT, java.util.List.of()));
        assertEquals(SeccompAction.ALLOW, filter.run(5, Arch.I386.auditArch()));
        assertEquals(SeccompAction.ALLOW, filter.run(X32 | 5, Arch.host().auditArch()));
    }
}
