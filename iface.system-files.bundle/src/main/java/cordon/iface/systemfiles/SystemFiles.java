package cordon.iface.systemfiles;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.Side;
import cordon.api.iface.FilesInterface;
import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.iface.InterfaceInfo.Check;
import cordon.api.iface.InterfaceInfo.Review;
import cordon.api.policy.FileRule;
import cordon.api.policy.PathPattern;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.SnapType;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Lets a program use files and directories of the system that its plug names. */
@Component(service = Interface.class)
public final class SystemFiles extends FilesInterface {
    /** What other interfaces guard more closely, or nobody may have. */
    private static final List<String> REFUSED = List.of("/proc", "/sys", "/dev", "/home", "/root", "/snap", "/var/snap", "/tmp", "/var/lib/cordon", "/run/user",
            "/run/dbus", "/run/cordon");
    /** Accounts and rights, and what every program runs: patterns, for an administrator to override. */
    private static final List<String> ROOT_BY_WRITING = List.of("/etc", "/etc/passwd", "/etc/shadow", "/etc/group", "/etc/gshadow", "/etc/sudoers*", "/etc/pam.d*",
            "/etc/ld.so.*", "/etc/cron*", "/etc/systemd*", "/usr", "/usr/bin*", "/usr/sbin*", "/usr/lib*", "/bin*", "/sbin*", "/lib*", "/boot*");
    private static final InterfaceInfo INFO = new InterfaceInfo("system-files", "allows access to named files of the system", Set.of(SnapType.SYSTEM), false,
            new Review(true, "files of the system decide what all of its programs do"),
            attributes("absolute paths such as /etc/foo"),
            List.of(new Check("open /etc/shadow r", false), new Check("open /proc/1/environ r", false)),
            List.of(AdmissionRule.parse(Side.PLUG, "deny-connection", "attribute.write=" + String.join(",", ROOT_BY_WRITING), "who writes there is root everywhere")));

    /** One serves all connections. */
    public SystemFiles() {
        super(INFO, FileRule::allow);
    }

    @Override
    protected PathPattern named(Attributes attributes, String attribute, String text) throws AttributeException {
        PathPattern path = path(attributes, attribute, text);
        for (String refused : REFUSED) {
            if (text.equals(refused) || text.startsWith(refused + "/") || refused.startsWith(text + "/")) {
                throw attributes.error(attribute, "\"" + text + "\" is, or holds, " + refused + ", which other interfaces are for");
            }
        }
        return path;
    }
}
