package cordon.backend.seccomp;

import cordon.linux.Arch;
import cordon.linux.BpfProgram;
import cordon.linux.SeccompAction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What stands in front of libseccomp's filter: a binary search for the call's number, by architecture. Calls that are allowed
 * whatever their arguments are answered there, a range of numbers at a time. Refusals are tested there, as libseccomp does not say which of
 * two rules wins. All else, numbers out of every range (x32) included, goes on to libseccomp's filter. For one thread.
 */
final class Dispatch {
    /** What one number leads to. */
    private record Body(List<List<List<Refusal.BitTest>>> tests, List<SeccompAction> answers, boolean granted) {
    }

    private final BackwardProgram program;
    private final int filter;
    private final Map<Body, Integer> bodies = new HashMap<>();
    /** Where the answer to most calls is; 0 while there is none. */
    private int allowed;

    private Dispatch(BpfProgram filter) {
        program = new BackwardProgram(filter);
        this.filter = program.start();
    }

    /**
     * The filter with all that in front.
     *
     * @param filter        for calls of which neither is said
     * @param granted       names of calls that are allowed whatever their arguments
     * @param refusals      what is refused even so
     * @param architectures the numbers on each
     */
    static BpfProgram before(BpfProgram filter, Collection<String> granted, List<Refusal> refusals, List<Syscalls> architectures) {
        Dispatch dispatch = new Dispatch(filter);
        int entry = dispatch.filter;
        for (Syscalls syscalls : architectures) {
            TreeMap<Integer, Integer> places = dispatch.places(granted, refusals, syscalls);
            if (!places.isEmpty()) {
                List<Map.Entry<Integer, Integer>> ranges = ranges(places, dispatch.filter);
                int search = dispatch.program.loadFor(dispatch.search(ranges), BackwardProgram.NUMBER);
                entry = dispatch.program.jumpEqual(syscalls.arch().auditArch(), search, entry);
            }
        }
        return entry == dispatch.filter ? filter : dispatch.program.finish(dispatch.program.loadFor(entry, BackwardProgram.ARCH));
    }

    /** Where each number that something is said of leads to. */
    private TreeMap<Integer, Integer> places(Collection<String> granted, List<Refusal> refusals, Syscalls syscalls) {
        TreeMap<Integer, List<Refusal>> refused = new TreeMap<>();
        for (Refusal refusal : refusals) {
            OptionalInt number = syscalls.number(refusal.syscall());
            number.ifPresent(n -> refused.computeIfAbsent(n, key -> new ArrayList<>()).add(refusal));
            if (syscalls.arch() == Arch.I386) {
                Refusal always = Refusal.always(refusal.syscall(), refusal.answer());
                if (Syscalls.BY_SOCKETCALL.contains(refusal.syscall())) {
                    refused.computeIfAbsent(Syscalls.I386_SOCKETCALL, key -> new ArrayList<>()).add(always);
                } else if (Syscalls.BY_IPC.contains(refusal.syscall())) {
                    refused.computeIfAbsent(Syscalls.I386_IPC, key -> new ArrayList<>()).add(always);
                }
            }
        }
        TreeMap<Integer, Integer> places = new TreeMap<>();
        for (String name : granted) {
            syscalls.number(name).ifPresent(number -> places.put(number, body(refused.getOrDefault(number, List.of()), true)));
        }
        refused.forEach((number, list) -> places.computeIfAbsent(number, n -> body(list, false)));
        return places;
    }

    /** Tests of refusals, the same for all architectures and calls that have the same. */
    private int body(List<Refusal> refusals, boolean granted) {
        if (refusals.isEmpty() && granted) {
            allowed = allowed == 0 ? program.answer(SeccompAction.ALLOW) : allowed;
            return allowed;
        }
        Body key = new Body(refusals.stream().map(Refusal::alternatives).toList(), refusals.stream().map(Refusal::answer).toList(), granted);
        Integer known = bodies.get(key);
        if (known != null) {
            return known;
        }
        int next = granted ? body(List.of(), true) : filter;
        for (Refusal refusal : refusals) {
            int refused = program.answer(refusal.answer());
            for (List<Refusal.BitTest> tests : refusal.alternatives()) {
                int holds = refused;
                for (Refusal.BitTest test : tests) {
                    holds = program.test(test, holds, next);
                }
                next = holds;
            }
        }
        bodies.put(key, next);
        return next;
    }

    /** First numbers of ranges, each with where its numbers lead to; from 0, and without end. */
    private static List<Map.Entry<Integer, Integer>> ranges(TreeMap<Integer, Integer> places, int otherwise) {
        List<Map.Entry<Integer, Integer>> ranges = new ArrayList<>();
        int following = 0;
        int current = otherwise;
        ranges.add(Map.entry(0, otherwise));
        for (Map.Entry<Integer, Integer> place : places.entrySet()) {
            if (place.getKey() != following && current != otherwise) {
                ranges.add(Map.entry(following, otherwise));
                current = otherwise;
            }
            if (place.getValue() != current) {
                current = place.getValue();
                ranges.add(Map.entry(place.getKey(), current));
            }
            following = place.getKey() + 1;
        }
        ranges.add(Map.entry(following, otherwise));
        return ranges;
    }

    /** With the number loaded: goes where its range leads to. */
    private int search(List<Map.Entry<Integer, Integer>> ranges) {
        if (ranges.size() == 1) {
            return ranges.get(0).getValue();
        }
        int middle = ranges.size() / 2;
        int upper = search(ranges.subList(middle, ranges.size()));
        int lower = search(ranges.subList(0, middle));
        return program.jumpAtLeast(ranges.get(middle).getKey(), upper, lower);
    }
}
