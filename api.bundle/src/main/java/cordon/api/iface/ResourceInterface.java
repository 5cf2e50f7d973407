package cordon.api.iface;

import cordon.api.iface.InterfaceInfo.AttributeInfo;
import cordon.api.iface.InterfaceInfo.Check;
import cordon.api.iface.InterfaceInfo.Review;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapType;
import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An interface to one resource of the machine, such as a bus or a pin, which an attribute names. A slot of a gadget names it; the
 * system's slot has no attributes, and there the plug does, for an administrator to look at before connecting. So each is to be reviewed.
 *
 * @param <T> what the attribute is read as
 */
@ConsumerType
public abstract class ResourceInterface<T> implements Interface {
    private final InterfaceInfo info;
    private final String attribute;
    private final String example;

    /**
     * @param name      of the interface
     * @param summary   what the plug's side can do
     * @param danger    why a person should look first
     * @param attribute of the slot that names the resource; a plug may have the same
     * @param example   a value, for messages
     * @param checks    what a connected plug can do, and must not be able to do
     */
    protected ResourceInterface(String name, String summary, String danger, AttributeInfo attribute, String example, List<Check> checks) {
        this.attribute = attribute.name();
        this.example = example;
        this.info = new InterfaceInfo(name, summary, Set.of(SnapType.SYSTEM, SnapType.GADGET, SnapType.OS), false, new Review(true, danger),
                List.of(attribute,
                        new AttributeInfo(attribute.name(), "plug", attribute.type(), false, "the same; required for the slot of the system, which names none")),
                checks);
    }

    /** What the attribute names. @throws AttributeException when it is not there, or names no such resource */
    protected abstract T named(Attributes attributes) throws AttributeException;

    /** What the plug's commands get while connected to a resource. */
    protected abstract List<Statement> granted(T resource);

    @Override
    public final InterfaceInfo info() {
        return info;
    }

    @Override
    public final void checkPlug(Plug plug) throws AttributeException {
        if (plug.attributes().has(attribute)) {
            named(plug.attributes());
        }
    }

    @Override
    public final void checkSlot(Slot slot) throws AttributeException {
        named(slot.attributes());
    }

    @Override
    public final List<String> objections(Connection connection) {
        return connection.disagreement(attribute, example);
    }

    @Override
    public final List<Statement> connectedPlug(Connection connection) throws AttributeException {
        return granted(named(connection.naming(attribute)));
    }
}
