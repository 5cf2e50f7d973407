package cordon.iface.content;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.Side;
import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.iface.InterfaceInfo.AttributeInfo;
import cordon.api.iface.InterfaceInfo.Check;
import cordon.api.iface.InterfaceInfo.Review;
import cordon.api.policy.FileRule;
import cordon.api.policy.MountEntryRule;
import cordon.api.policy.PathPattern;
import cordon.api.policy.Rules;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/**
 * Shares directories of one snap with another: what the slot names in {@code read} and {@code write} is mounted at the plug's
 * {@code target}, several directories below it, by their last names. The two fit when {@code content} is the same on both sides; where it
 * is not given, it is the name of the plug or slot.
 */
@Component
public final class Content implements Interface {
    private static final String CONTENT = "content";
    private static final String TARGET = "target";
    private static final String PROVIDER = "default-provider";
    private static final InterfaceInfo INFO = new InterfaceInfo("content", "allows sharing directories between snaps", Set.of(SnapType.APP), false, Review.NONE,
            List.of(new AttributeInfo(CONTENT, "plug", "string", false, "what is shared; the name of the plug, if not given"),
                    new AttributeInfo(TARGET, "plug", "string", true, "where it is mounted: a directory in $SNAP, $SNAP_DATA or $SNAP_COMMON"),
                    new AttributeInfo(PROVIDER, "plug", "string", false, "the snap that has the content, for messages"),
                    new AttributeInfo(CONTENT, "slot", "string", false, "what is shared; the name of the slot, if not given"),
                    new AttributeInfo(Shared.READ, "slot", "list", false, "directories that can be read, in $SNAP, $SNAP_DATA or $SNAP_COMMON"),
                    new AttributeInfo(Shared.WRITE, "slot", "list", false, "directories that can be written as well"),
                    new AttributeInfo(Shared.SOURCE, "slot", "map", false, "read and write again: each directory gets a name below the target")),
            List.of(new Check("open /snap/ w", false), new Check("open @{SNAP}/meta/ w", false)),
            List.of(AdmissionRule.parse(Side.PLUG, "allow-auto-connection", "same-publisher", "one publisher's snaps know of each other")));

    @Override
    public InterfaceInfo info() {
        return INFO;
    }

    @Override
    public void checkPlug(Plug plug) throws AttributeException {
        what(plug.attributes(), plug.name());
        target(plug);
        plug.attributes().string(PROVIDER);
    }

    @Override
    public void checkSlot(Slot slot) throws AttributeException {
        what(slot.attributes(), slot.name());
        Shared.of(slot);
    }

    @Override
    public List<String> objections(Connection connection) {
        try {
            String wanted = what(connection.plug().attributes(), connection.plug().name());
            String offered = what(connection.slot().attributes(), connection.slot().name());
            return wanted.equals(offered) ? List.of() : List.of("the plug wants the content \"" + wanted + "\", the slot has \"" + offered + "\"");
        } catch (AttributeException e) {
            return List.of(e.getMessage());
        }
    }

    @Override
    public List<Statement> connectedPlug(Connection connection) throws AttributeException {
        PathPattern target = target(connection.plug());
        Shared shared = Shared.of(connection.slot());
        List<Statement> statements = new ArrayList<>();
        for (Shared.Directory directory : shared.directories()) {
            PathPattern at = shared.named() ? PathPattern.literal(target + "/" + directory.name()) : target;
            statements.add(new Statement(new MountEntryRule(MountEntryRule.Type.BIND, directory.path(), at, directory.readOnly()), "what the other snap shares"));
            for (PathPattern path : List.of(at, directory.path())) {
                statements.add(new Statement(FileRule.allow(path.below("/"), "r"), "the directory"));
                statements.add(new Statement(Rules.parse("file", path.below("/**") + " mrkix"), "what is in it"));
                if (!directory.readOnly()) {
                    statements.add(new Statement(FileRule.allow(path.below("/**"), "wl"), "to change it"));
                }
            }
        }
        return statements;
    }

    /** The place is there before there is content, so that a connection can put some in it while programs run. */
    @Override
    public List<Statement> declaredPlug(Plug plug) throws AttributeException {
        return List.of(new Statement(new MountEntryRule(MountEntryRule.Type.DIRECTORY, null, target(plug), true), "where content comes when the plug is connected"));
    }

    private static PathPattern target(Plug plug) throws AttributeException {
        return SnapPath.of(plug.snap(), plug.attributes(), TARGET, plug.attributes().requiredString(TARGET));
    }

    private static String what(Attributes attributes, String name) throws AttributeException {
        String what = attributes.string(CONTENT).orElse(name);
        if (!what.matches("[A-Za-z0-9][A-Za-z0-9+._-]{0,63}")) {
            throw attributes.error(CONTENT, "\"" + what + "\" is not 1 to 64 letters, digits and + . _ -");
        }
        return what;
    }
}
