package cordon.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.linux.Comparison.Operator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeccompFilterTest {
    private static final Arch HOST = Arch.host();
    private static final SeccompAction EPERM = SeccompAction.errno(Errno.EPERM);
    private static final long TIOCSTI = 0x5412;
    private static final int X32_BIT = 0x40000000;

    private final SeccompFilter filter = new SeccompFilter(EPERM);

    @Test
    void whatHasNoRuleIsRefused() throws Exception {
        BpfProgram program = filter.allow("read").compile().program();
        assertEquals(SeccompAction.ALLOW, run(program, HOST, "read"));
        assertEquals(EPERM, run(program, HOST, "write"));
        assertEquals("ERRNO(EPERM)", run(program, HOST, "mount").toString());
    }

    @Test
    void foreignArchitecturesAndX32AreKilled() throws Exception {
        BpfProgram program = filter.arch(Arch.I386).allow("read").compile().program();
        assertEquals(SeccompAction.ALLOW, run(program, HOST, "read"));
        assertEquals(SeccompAction.ALLOW, run(program, Arch.I386, "read"));
        assertEquals(SeccompAction.KILL_PROCESS, program.run(X32_BIT, Arch.X32.auditArch()));
        assertEquals(SeccompAction.KILL_PROCESS, program.run(X32_BIT + 512, Arch.X32.auditArch()));
        assertEquals(SeccompAction.KILL_PROCESS, program.run(0, Arch.RISCV64.auditArch()));
        assertEquals(SeccompAction.KILL_PROCESS,
                new SeccompFilter(EPERM).allow("read").compile().program().run(3, Arch.I386.auditArch()));
    }

    @Test
    void aComparisonOf32BitsIsNotFooledByHighBits() throws Exception {
        BpfProgram program = filter.arch(Arch.I386).allow("ioctl", List.of(Comparison.equal32(1, 0x5401))).compile()
                .program();
        assertEquals(SeccompAction.ALLOW, run(program, HOST, "ioctl", 0, 0x5401));
        assertEquals(SeccompAction.ALLOW, run(program, HOST, "ioctl", 0, 0x5401L | 1L << 40));
        assertEquals(EPERM, run(program, HOST, "ioctl", 0, TIOCSTI));
        assertEquals(EPERM, run(program, HOST, "ioctl", 0, TIOCSTI | 1L << 40));
        assertEquals(EPERM, run(program, Arch.I386, "ioctl", 0, TIOCSTI));
    }

    @Test
    void everyOperatorComparesAsItSays() throws Exception {
        assertOperator(Operator.EQ, 10, 10, 11);
        assertOperator(Operator.NE, 10, 11, 10);
        assertOperator(Operator.LT, 10, 9, 10);
        assertOperator(Operator.LE, 10, 10, 11);
        assertOperator(Operator.GT, 10, 1L << 35, 10);
        assertOperator(Operator.GE, 10, 10, 9);
    }

    @Test
    void maskedBitsAloneCount() throws Exception {
        BpfProgram program = filter.allow("clone", List.of(Comparison.masked(0, 0x7e020000L, 0))).compile().program();
        assertEquals(SeccompAction.ALLOW, run(program, HOST, "clone", 0x11));
        assertEquals(EPERM, run(program, HOST, "clone", 0x10000011L));
    }

    @Test
    void severalComparisonsMustAllHold() throws Exception {
        BpfProgram program = filter.allow("socket", List.of(Comparison.equal32(0, 16), Comparison.equal32(2, 0)))
                .allow("socket", List.of(Comparison.equal32(0, 1))).compile().program();
        assertEquals(SeccompAction.ALLOW, run(program, HOST, "socket", 16, 3, 0));
        assertEquals(EPERM, run(program, HOST, "socket", 16, 3, 15));
        assertEquals(SeccompAction.ALLOW, run(program, HOST, "socket", 1, 3, 15));
    }

    @Test
    void aConditionIsNotEscapedThroughSocketcall() throws Exception {
        BpfProgram program = filter.arch(Arch.I386).allow("socket", List.of(Comparison.equal32(0, 1))).allow("bind")
                .allow("semctl", List.of(Comparison.equal32(2, 1))).compile().program();
        assertEquals(SeccompAction.ALLOW, run(program, Arch.I386, "socket", 1));
        assertEquals(EPERM, run(program, Arch.I386, "socket", 17));
        assertEquals(EPERM, run(program, Arch.I386, "socketcall", 1));
        assertEquals(EPERM, run(program, Arch.I386, "socketcall", 1L << 16 | 1));
        assertEquals(SeccompAction.ALLOW, run(program, Arch.I386, "socketcall", 2));
        assertEquals(EPERM, run(program, Arch.I386, "ipc", 3));
        assertEquals(EPERM, run(program, Arch.I386, "ipc", 1 << 16 | 3));
        assertEquals(SeccompAction.ALLOW, run(program, HOST, "bind"));
    }

    @Test
    void anUnknownCallIsReportedAndAKnownOneOfTheOtherArchitectureKept() throws Exception {
        SeccompFilter.Compiled compiled = filter.arch(Arch.I386).allow("no_such_call").allow("stat64").compile();
        assertEquals(Set.of("no_such_call"), compiled.unknown());
        assertEquals(SeccompAction.ALLOW, run(compiled.program(), Arch.I386, "stat64"));
    }

    @Test
    void aFilterMayLogInsteadOfRefuse() throws Exception {
        BpfProgram program = new SeccompFilter(SeccompAction.LOG).allow("read").rule(SeccompAction.LOG, "write", List.of())
                .compile().program();
        assertEquals(SeccompAction.ALLOW, run(program, HOST, "read"));
        assertEquals(SeccompAction.LOG, run(program, HOST, "write"));
        assertEquals(SeccompAction.LOG, run(program, HOST, "mount"));
    }

    @Test
    void theSameRulesGiveTheSameBytes() throws Exception {
        assertEquals(filter.allow("read").allow("ioctl", List.of(Comparison.equal32(1, 3))).compile().program(),
                new SeccompFilter(EPERM).allow("read").allow("ioctl", List.of(Comparison.equal32(1, 3))).compile().program());
    }

    @Test
    void filtersAreAvailableHere() {
        assertTrue(SeccompFilter.unavailableReason().isEmpty());
    }

    @Test
    void twoConditionsOnOneArgumentAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> filter.allow("read",
                List.of(Comparison.of(0, Operator.GT, 1), Comparison.of(0, Operator.LT, 5))));
        assertThrows(IllegalArgumentException.class, () -> Comparison.of(6, Operator.EQ, 1));
    }

    @Test
    void namesAndNumbersAreThoseOfEachArchitecture() {
        assertEquals(41, Arch.AMD64.number("socket").getAsInt());
        assertEquals(359, Arch.I386.number("socket").getAsInt());
        assertEquals(198, Arch.ARM64.number("socket").getAsInt());
        assertEquals("socket", Arch.I386.name(359).orElseThrow());
        assertTrue(Arch.ARM64.number("open").isEmpty());
        assertTrue(Arch.AMD64.number("no_such_call").isEmpty());
        assertTrue(Arch.AMD64.name(1023).isEmpty());
    }

    private void assertOperator(Operator op, long value, long holds, long fails) throws Exception {
        BpfProgram program = new SeccompFilter(EPERM).allow("setpriority", List.of(Comparison.of(2, op, value))).compile()
                .program();
        assertEquals(SeccompAction.ALLOW, run(program, HOST, "setpriority", 0, 0, holds), op::name);
        assertEquals(EPERM, run(program, HOST, "setpriority", 0, 0, fails), op::name);
    }

    private static SeccompAction run(BpfProgram program, Arch arch, String syscall, long... arguments) {
        return program.run(arch.number(syscall).orElseThrow(), arch.auditArch(), arguments);
    }

    @Test
    void numbersOfSixtyFourBitsAreNotCutForThirtyTwoBitCalls() throws LinuxException {
        Arch compat = Arch.host().compat().orElseThrow();
        BpfProgram program = new SeccompFilter(SeccompAction.errno(Errno.EPERM)).arch(compat)
                .allow("kill", List.of(Comparison.masked(0, 0xffffffff00000000L, 0x100000000L)))
                .allow("read", List.of(Comparison.of(0, Comparison.Operator.EQ, 0x100000003L)))
                .allow("write", List.of(Comparison.of(0, Comparison.Operator.LT, 0x100000000L))).compile().program();
        assertEquals(SeccompAction.errno(Errno.EPERM), program.run(compat.number("kill").orElseThrow(), compat.auditArch(), 3));
        assertEquals(SeccompAction.errno(Errno.EPERM), program.run(compat.number("read").orElseThrow(), compat.auditArch(), 3));
        assertEquals(SeccompAction.ALLOW, program.run(compat.number("write").orElseThrow(), compat.auditArch(), 3));
    }
}
