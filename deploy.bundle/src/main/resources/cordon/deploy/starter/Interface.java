package @PACKAGE@;

import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.iface.InterfaceInfo.AttributeInfo;
import cordon.api.iface.InterfaceInfo.Review;
import cordon.api.policy.FileRule;
import cordon.api.policy.PathPattern;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.SnapType;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/**
 * Lets a program use one directory below {@code /var/lib/@NAME@}, which its plug names:
 *
 * <pre>{@code
 * plugs:
 *   @NAME@:
 *     directory: /var/lib/@NAME@/mine
 * }</pre>
 */
@Component
public final class @CLASS@ implements Interface {
    private static final String DIRECTORY = "directory";
    private static final String ALL = "/var/lib/@NAME@/";
    private static final InterfaceInfo INFO = new InterfaceInfo("@NAME@", "say in one line what the side of the plug can do",
            Set.of(SnapType.SYSTEM), false, Review.NONE,
            List.of(new AttributeInfo(DIRECTORY, "plug", "string", true, "the directory, below " + ALL)), List.of());

    @Override
    public InterfaceInfo info() {
        return INFO;
    }

    /** Asked when the snap is installed: what is wrong with it is said then, and not when it is connected. */
    @Override
    public void checkPlug(Plug plug) throws AttributeException {
        directory(plug);
    }

    @Override
    public List<Statement> connectedPlug(Connection connection) throws AttributeException {
        PathPattern directory = directory(connection.plug());
        return List.of(
                new Statement(FileRule.allow(directory.below("/"), "r"), "what is there"),
                new Statement(FileRule.allow(directory.below("/**"), "rwk"), "the data itself"));
    }

    /** From text that nobody trusts: one exact path, or an error that names snap, plug and attribute. */
    private static PathPattern directory(Plug plug) throws AttributeException {
        Attributes attributes = plug.attributes();
        PathPattern directory = PathPattern.literal(attributes, DIRECTORY);
        if (!directory.text().startsWith(ALL) || directory.isDirectory()) {
            throw attributes.error(DIRECTORY, "\"" + directory + "\" is not below " + ALL + ", or ends in a slash; write for example " + ALL + "mine");
        }
        return directory;
    }
}
