package org.example.logdirectory;

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
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/**
 * Lets a program read one directory below {@code /var/log}, which its plug names:
 *
 * <pre>{@code
 * plugs:
 *   web-logs:
 *     interface: log-directory
 *     directory: /var/log/nginx
 * }</pre>
 */
@Component
public final class LogDirectory implements Interface {
    private static final String DIRECTORY = "directory";
    private static final String ALL = "/var/log/";
    private static final InterfaceInfo INFO = new InterfaceInfo("log-directory", "read one directory of logs", Set.of(SnapType.SYSTEM), false,
            new Review(true, "logs tell what others do"),
            List.of(new AttributeInfo(DIRECTORY, "plug", "string", true, "the directory, below /var/log")),
            // Tried with a plug that names /var/log/example.
            List.of(new Check("open /var/log/example/today r", true), new Check("open /var/log/example/today w", false), new Check("open /etc/shadow r", false)));

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
                new Statement(FileRule.allow(directory.below("/**"), "r"), "the logs themselves"));
    }

    /** From text that nobody trusts: one exact path, or an error that names snap, plug and attribute. */
    private static PathPattern directory(Plug plug) throws AttributeException {
        Attributes attributes = plug.attributes();
        PathPattern directory = PathPattern.literal(attributes, DIRECTORY);
        if (!directory.text().startsWith(ALL) || directory.isDirectory()) {
            throw attributes.error(DIRECTORY, "\"" + directory + "\" is not below " + ALL + ", or ends in a slash; write for example /var/log/nginx");
        }
        return directory;
    }
}
