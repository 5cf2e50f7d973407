package cordon.core.compose;

import cordon.api.policy.DeviceRule;
import cordon.api.policy.ExecTransition;
import cordon.api.policy.FileAccess;
import cordon.api.policy.FileRule;
import cordon.api.policy.PolicyEntry;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** A device that is opened by its name in {@code /dev} is a file too, to those backends that mediate files. Pure. */
final class DeviceFiles {
    private DeviceFiles() {
    }

    /** The entry, and after it the rule for the file that its device rule implies. */
    static Stream<PolicyEntry> with(PolicyEntry entry) {
        if (entry.rule() instanceof DeviceRule device && device.node() != null) {
            Set<FileAccess> access = EnumSet.noneOf(FileAccess.class);
            if (device.access().contains(DeviceRule.Access.READ)) {
                access.add(FileAccess.READ);
            }
            if (device.access().contains(DeviceRule.Access.WRITE)) {
                access.add(FileAccess.WRITE);
            }
            if (!access.isEmpty()) {
                FileRule file = new FileRule(device.node(), access, ExecTransition.NONE, false, false);
                return Stream.of(entry, new PolicyEntry(file, entry.origin(), entry.reason()));
            }
        }
        return Stream.of(entry);
    }
}
