package cordon.core.manage;

import cordon.api.iface.Interface;
import cordon.api.policy.Statement;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapIdentity;
import cordon.core.compose.DeviceFiles;
import cordon.core.registry.Foreign;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an interface would grant, asked of it with a connection that does not exist. Pure. */
final class Grants {
    private static final System.Logger LOG = System.getLogger(Grants.class.getName());

    private Grants() {
    }

    /** The rules of a declared and connected plug; none when the interface refuses such a plug. */
    static List<Statement> of(Interface contract, Optional<Plug> wanted) {
        String name = contract.info().name();
        Plug plug = wanted.filter(one -> one.interfaceName().equals(name))
                .orElseGet(() -> new Plug(SnapIdentity.system(), name, name, Attributes.none(), Set.of()));
        Slot slot = new Slot(SnapIdentity.system(), name, name, Attributes.none(), Set.of());
        try {
            return Foreign.call(() -> {
                List<Statement> all = new ArrayList<>(contract.connectedPlug(new Connection(plug, slot)));
                all.addAll(contract.declaredPlug(plug));
                return all.stream().flatMap(DeviceFiles::with).toList();
            });
        } catch (Foreign.Failure e) {
            LOG.log(System.Logger.Level.DEBUG, "the interface " + name + " grants nothing to " + plug.ref() + ": " + e.getMessage(), e);
            return List.of();
        }
    }
}
