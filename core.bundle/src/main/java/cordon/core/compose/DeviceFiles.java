package cordon.core.compose;

import cordon.api.policy.DeviceRule;
import cordon.api.policy.ExecTransition;
import cordon.api.policy.FileAccess;
import cordon.api.policy.FileRule;
import cordon.api.policy.Statement;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** A device that is opened by its name in {@code /dev} is a file too, to those backends that mediate files. Pure. */
public final class DeviceFiles {
    private DeviceFiles() {
    }

    /** What an interface says, and after it the rule for the file that its device rule implies. */
    public static Stream<Statement> with(Statement statement) {
        if (statement.rule() instanceof DeviceRule device && device.node() != null) {
            Set<FileAccess> access = EnumSet.noneOf(FileAccess.class);
            if (device.access().contains(DeviceRule.Access.READ)) {
                access.add(FileAccess.READ);
            }
            if (device.access().contains(DeviceRule.Access.WRITE)) {
                access.add(FileAccess.WRITE);
            }
            if (!access.isEmpty()) {
                FileRule file = new FileRule(device.node(), access, ExecTransition.NONE, false, false);
                return Stream.of(statement, new Statement(file, statement.reason()));
            }
        }
        return Stream.of(statement);
    }
}
