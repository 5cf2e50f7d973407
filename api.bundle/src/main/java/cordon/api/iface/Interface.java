package cordon.api.iface;

import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a connection of a plug and a slot grants. Registered as an OSGi service under this type, by a component of the
 * interface's own bundle or for a bundle that describes its interface in an {@code interface.yaml}. The service arrives and leaves while the
 * system runs.
 *
 * <p>All methods are pure functions of their arguments, return quickly, touch nothing outside, and may be called from
 * several threads at once. What a snap's attributes say is not trusted: it enters a rule through
 * {@link cordon.api.policy.PathPattern#literal} or after a check against a fixed shape.
 */
@ConsumerType
public interface Interface {

    /** Name, summary and who may have what. Always the same value. */
    InterfaceInfo info();

    /**
     * Checks a plug when its snap is installed.
     *
     * @throws AttributeException when an attribute is missing or wrong; the snap is not installed
     */
    default void checkPlug(Plug plug) throws AttributeException {
    }

    /**
     * Checks a slot when its snap is installed.
     *
     * @throws AttributeException when an attribute is missing or wrong; the snap is not installed
     */
    default void checkSlot(Slot slot) throws AttributeException {
    }

    /**
     * Whether this plug and this slot fit each other, beyond being of one interface.
     *
     * @return why not, empty when they fit
     */
    default List<String> objections(Connection connection) {
        return List.of();
    }

    /**
     * Whether these two, which fit, may be connected without being asked for. Asked only where {@link InterfaceInfo#rules()}, or
     * {@link InterfaceInfo#autoConnect()} where these are silent, let that happen, and no review is due: it can say no to some of them.
     */
    default boolean connectsOnItsOwn(Connection connection) {
        return true;
    }

    /** What the plug's commands get while connected. @throws AttributeException when an attribute is wrong */
    default List<Statement> connectedPlug(Connection connection) throws AttributeException {
        return List.of();
    }

    /** What the slot's commands get while connected. Not asked for a slot of the system. @throws AttributeException when an attribute is wrong */
    default List<Statement> connectedSlot(Connection connection) throws AttributeException {
        return List.of();
    }

    /** What the plug's commands get because it is declared. @throws AttributeException when an attribute is wrong */
    default List<Statement> declaredPlug(Plug plug) throws AttributeException {
        return List.of();
    }

    /** What the slot's commands get because it is declared. @throws AttributeException when an attribute is wrong */
    default List<Statement> declaredSlot(Slot slot) throws AttributeException {
        return List.of();
    }
}
