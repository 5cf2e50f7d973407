package cordon.iface.systemfiles;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.Side;
import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.iface.InterfaceInfo.AttributeInfo;
import cordon.api.iface.InterfaceInfo.Check;
import cordon.api.iface.InterfaceInfo.Review;
import cordon.api.policy.FileRule;
import cordon.api.policy.PathPattern;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.SnapType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Lets a program use files and directories of the system that its plug names. */
@Component
public final class SystemFiles implements Interface {
    private static final String READ = "read";
    private static final String WRITE = "write";
    /** What other interfaces guard more closely, or nobody may have. */
    private static final List<String> REFUSED = List.of("/proc", "/sys", "/dev", "/home", "/root", "/snap", "/var/snap", "/tmp", "/var/lib/cordon", "/run/user",
            "/run/dbus", "/run/cordon");
    /** Accounts and rights, and what every program runs: patterns, for an administrator to override. */
    private static final List<String> ROOT_BY_WRITING = List.of("/etc", "/etc/passwd", "/etc/shadow", "/etc/group", "/etc/gshadow", "/etc/sudoers*", "/etc/pam.d*",
            "/etc/ld.so.*", "/etc/cron*", "/etc/systemd*", "/usr", "/usr/bin*", "/usr/sbin*", "/usr/lib*", "/bin*", "/sbin*", "/lib*", "/boot*");
    private static final InterfaceInfo INFO = new InterfaceInfo("system-files", "allows access to named files of the system", Set.of(SnapType.SYSTEM), false,
            new Review(true, "files of the system decide what all of its programs do"),
            List.of(new AttributeInfo(READ, "plug", "list", false, "absolute paths such as /etc/foo, with all below, to read"),
                    new AttributeInfo(WRITE, "plug", "list", false, "the same, to read, make, change and remove")),
            List.of(new Check("open /etc/shadow r", false), new Check("open /proc/1/environ r", false)),
            List.of(AdmissionRule.parse(Side.PLUG, "deny-connection", "attribute.write=" + String.join(",", ROOT_BY_WRITING), "who writes there is root everywhere")));

    @Override
    public InterfaceInfo info() {
        return INFO;
    }

    @Override
    public void checkPlug(Plug plug) throws AttributeException {
        statements(plug.attributes());
    }

    @Override
    public List<Statement> connectedPlug(Connection connection) throws AttributeException {
        return statements(connection.plug().attributes());
    }

    private static List<Statement> statements(Attributes attributes) throws AttributeException {
        List<Statement> statements = new ArrayList<>();
        for (String text : attributes.strings(READ)) {
            statements.add(new Statement(FileRule.allow(path(attributes, READ, text), "rk"), "the plug names it, to read"));
        }
        for (String text : attributes.strings(WRITE)) {
            statements.add(new Statement(FileRule.allow(path(attributes, WRITE, text), "rwkl"), "the plug names it, to write"));
        }
        if (statements.isEmpty()) {
            throw attributes.error(READ, "neither \"read\" nor \"write\" names a path");
        }
        return statements;
    }

    private static PathPattern path(Attributes attributes, String name, String text) throws AttributeException {
        PathPattern path = PathPattern.literal(attributes, name, text);
        if (path.isDirectory()) {
            throw attributes.error(name, "\"" + text + "\" ends in a slash; a directory is named without, and stands for all below it");
        }
        for (String refused : REFUSED) {
            if (text.equals(refused) || text.startsWith(refused + "/") || refused.startsWith(text + "/")) {
                throw attributes.error(name, "\"" + text + "\" is, or holds, " + refused + ", which other interfaces are for");
            }
        }
        return path.below("{,/,/**}");
    }
}
