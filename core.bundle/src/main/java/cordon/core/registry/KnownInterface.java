package cordon.core.registry;

import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import java.util.List;

/**
 * An interface whose description was asked for once, when it arrived: what it may be connected to does not change behind
 * anybody's back, and no later call to the bundle can fail there.
 *
 * @param info     as it was then
 * @param contract of the bundle
 */
public record KnownInterface(InterfaceInfo info, Interface contract) implements Interface {

    /** Asks an interface for its description. @throws Foreign.Failure when the bundle fails */
    public static KnownInterface of(Interface contract) throws Foreign.Failure {
        return new KnownInterface(Foreign.call(contract::info), contract);
    }

    @Override
    public void checkPlug(Plug plug) throws AttributeException {
        contract.checkPlug(plug);
    }

    @Override
    public void checkSlot(Slot slot) throws AttributeException {
        contract.checkSlot(slot);
    }

    @Override
    public List<String> objections(Connection connection) {
        return contract.objections(connection);
    }

    @Override
    public boolean connectsOnItsOwn(Connection connection) {
        return contract.connectsOnItsOwn(connection);
    }

    @Override
    public List<Statement> connectedPlug(Connection connection) throws AttributeException {
        return contract.connectedPlug(connection);
    }

    @Override
    public List<Statement> connectedSlot(Connection connection) throws AttributeException {
        return contract.connectedSlot(connection);
    }

    @Override
    public List<Statement> declaredPlug(Plug plug) throws AttributeException {
        return contract.declaredPlug(plug);
    }

    @Override
    public List<Statement> declaredSlot(Slot slot) throws AttributeException {
        return contract.declaredSlot(slot);
    }
}
