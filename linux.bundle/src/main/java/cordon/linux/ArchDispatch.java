package cordon.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Joins filters of one architecture each into one that picks by the architecture of the call and kills for any other. */
final class ArchDispatch {
    private static final int ARCH = 4;
    private static final int LOAD = 0x20;
    private static final int JUMP = 0x05;
    private static final int JUMP_EQUAL = 0x15;
    private static final int RETURN = 0x06;

    private ArchDispatch() {
    }

    static BpfProgram join(Map<Arch, BpfProgram> programs) {
        List<BpfProgram.Instruction> all = new ArrayList<>();
        all.add(new BpfProgram.Instruction(LOAD, 0, 0, ARCH));
        // From behind a program's jump to its start: the pairs of the others, the final answer, the programs before it.
        int distance = 2 * (programs.size() - 1) + 1;
        for (Map.Entry<Arch, BpfProgram> entry : programs.entrySet()) {
            all.add(new BpfProgram.Instruction(JUMP_EQUAL, 0, 1, entry.getKey().auditArch()));
            // A comparison reaches 255 instructions, this one any.
            all.add(new BpfProgram.Instruction(JUMP, 0, 0, distance));
            distance += entry.getValue().instructions().size() - 2;
        }
        all.add(new BpfProgram.Instruction(RETURN, 0, 0, SeccompAction.KILL_PROCESS.value()));
        programs.values().forEach(program -> all.addAll(program.instructions()));
        return new BpfProgram(all);
    }
}
