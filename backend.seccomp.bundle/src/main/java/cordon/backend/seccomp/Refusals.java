package cordon.backend.seccomp;

import cordon.linux.Arch;
import cordon.linux.BpfProgram;
import cordon.linux.SeccompAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is refused whatever else is allowed, as instructions in front of a filter. libseccomp knows alternatives only: with two
 * rules that both apply it does not say which wins. Calls without a refusal cost a binary search among those with one. Pure.
 */
final class Refusals {
    /** socketcall(2) and ipc(2) of 32-bit x86: their arguments lie in memory, where a filter does not see them. */
    private static final int I386_SOCKETCALL = 102;
    private static final int I386_IPC = 117;
    private static final Set<String> BY_SOCKETCALL = Set.of("accept", "accept4", "bind", "connect", "getpeername", "getsockname", "getsockopt",
            "listen", "recv", "recvfrom", "recvmmsg", "recvmsg", "send", "sendmmsg", "sendmsg", "sendto", "setsockopt", "shutdown", "socket",
            "socketpair");
    private static final Set<String> BY_IPC = Set.of("msgctl", "msgget", "msgrcv", "msgsnd", "semctl", "semget", "semop", "semtimedop",
            "shmat", "shmctl", "shmdt", "shmget");

    /**
     * One thing that is refused.
     *
     * @param syscall      its name
     * @param alternatives the call is refused when all tests of one of these hold
     * @param answer       what the caller gets
     */
    record Refusal(String syscall, List<List<Masked>> alternatives, SeccompAction answer) {
    }

    private Refusals() {
    }

    /** The filter with the refusals in front of it. */
    static BpfProgram before(BpfProgram filter, List<Refusal> refusals, List<Arch> architectures) {
        BackwardProgram program = new BackwardProgram(filter);
        int filterStart = program.start();
        int entry = filterStart;
        for (Arch arch : architectures) {
            Map<Integer, List<Refusal>> byNumber = byNumber(refusals, arch);
            if (!byNumber.isEmpty()) {
                List<Map.Entry<Integer, Integer>> starts = new ArrayList<>();
                byNumber.forEach((number, list) -> starts.add(Map.entry(number, body(program, list, filterStart))));
                int search = program.load(BackwardProgram.NUMBER, search(program, starts, filterStart));
                entry = program.jumpEqual(arch.auditArch(), search, entry);
            }
        }
        return entry == filterStart ? filter : program.finish(program.load(BackwardProgram.ARCH, entry));
    }

    private static Map<Integer, List<Refusal>> byNumber(List<Refusal> refusals, Arch arch) {
        Map<Integer, List<Refusal>> byNumber = new TreeMap<>();
        for (Refusal refusal : refusals) {
            OptionalInt number = arch.number(refusal.syscall());
            if (number.isPresent()) {
                byNumber.computeIfAbsent(number.getAsInt(), n -> new ArrayList<>()).add(refusal);
            }
            if (arch == Arch.I386) {
                Refusal always = new Refusal(refusal.syscall(), List.of(List.of()), refusal.answer());
                if (BY_SOCKETCALL.contains(refusal.syscall())) {
                    byNumber.computeIfAbsent(I386_SOCKETCALL, n -> new ArrayList<>()).add(always);
                } else if (BY_IPC.contains(refusal.syscall())) {
                    byNumber.computeIfAbsent(I386_IPC, n -> new ArrayList<>()).add(always);
                }
            }
        }
        return byNumber;
    }

    /** With the number loaded: goes to the body of that call, or on to the filter. */
    private static int search(BackwardProgram program, List<Map.Entry<Integer, Integer>> starts, int otherwise) {
        if (starts.size() == 1) {
            return program.jumpEqual(starts.get(0).getKey(), starts.get(0).getValue(), otherwise);
        }
        int middle = starts.size() / 2;
        int upper = search(program, starts.subList(middle, starts.size()), otherwise);
        int lower = search(program, starts.subList(0, middle), otherwise);
        return program.jumpAtLeast(starts.get(middle).getKey(), upper, lower);
    }

    private static int body(BackwardProgram program, List<Refusal> refusals, int otherwise) {
        int next = otherwise;
        for (Refusal refusal : refusals) {
            int refused = program.answer(refusal.answer());
            for (List<Masked> tests : refusal.alternatives()) {
                int holds = refused;
                for (Masked test : tests) {
                    holds = program.test(test, holds, next);
                }
                next = holds;
            }
        }
        return next;
    }
}
