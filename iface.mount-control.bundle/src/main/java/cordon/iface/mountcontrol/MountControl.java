package cordon.iface.mountcontrol;

import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.iface.InterfaceInfo.AttributeInfo;
import cordon.api.iface.InterfaceInfo.Check;
import cordon.api.iface.InterfaceInfo.Review;
import cordon.api.policy.MountRule;
import cordon.api.policy.MountRule.Operation;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.SnapType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Lets a program mount and unmount what its plug's attribute {@code mount} lists, and nothing else. */
@Component
public final class MountControl implements Interface {
    private static final InterfaceInfo INFO = new InterfaceInfo("mount-control", "allows mounting what the plug names", Set.of(SnapType.SYSTEM), false,
            new Review(true, "a mount changes what all programs of the snap see, and file systems are read by the kernel itself"),
            List.of(new AttributeInfo(WantedMount.MOUNT, "plug", "list", true,
                    "maps of what (a device of /dev, a path or none), where (below /media, /mnt, /run/media, $SNAP_DATA or $SNAP_COMMON), type, options")),
            List.of(new Check("syscall mount", true), new Check("syscall pivot_root", false), new Check("open /dev/sda r", false)));

    @Override
    public InterfaceInfo info() {
        return INFO;
    }

    @Override
    public void checkPlug(Plug plug) throws AttributeException {
        WantedMount.of(plug);
    }

    @Override
    public List<Statement> connectedPlug(Connection connection) throws AttributeException {
        List<Statement> statements = new ArrayList<>(List.of(
                Statement.parse("capability", "sys_admin", "mount(2) asks for it"),
                Statement.parse("syscall", "mount", "which mounts is said by the rules for mounts"),
                Statement.parse("syscall", "umount", "the same"),
                Statement.parse("syscall", "umount2", "the same"),
                Statement.parse("file", "/{,usr/}bin/{mount,umount} rmix", "tools that do it"),
                Statement.parse("file", "owner @{PROC}/[0-9]*/mountinfo r", "what is mounted now"),
                Statement.parse("file", "/run/mount/{,utab,utab.lock} rwk", "where mount(8) notes what the kernel does not")));
        for (WantedMount wanted : WantedMount.of(connection.plug())) {
            for (String type : wanted.types()) {
                statements.add(new Statement(new MountRule(Operation.MOUNT, type, wanted.options(), wanted.what(), wanted.where()), "the plug names it"));
            }
            if (wanted.types().isEmpty()) {
                statements.add(new Statement(new MountRule(Operation.MOUNT, null, wanted.options(), wanted.what(), wanted.where()), "the plug names it"));
            }
            statements.add(new Statement(new MountRule(Operation.UMOUNT, null, List.of(), null, wanted.where()), "the end of it"));
        }
        return statements;
    }
}
