package cordon.core;

import cordon.api.iface.Interface;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** A change that is looked at before it is made. Values as in the methods of {@link Cordon} that make it. */
public sealed interface Proposal {
    /** A plug and a slot are joined. */
    record Connect(String plug, Optional<String> slot) implements Proposal {
    }

    /** Connections are taken away. */
    record Disconnect(String endpoint, Optional<String> slot) implements Proposal {
    }

    /** A snap is installed or upgraded. */
    record Install(Path source, InstallOptions options) implements Proposal {
    }

    /**
     * An interface from outside the distribution arrives, in the place of what a bundle of that symbolic name offered before.
     *
     * @param contract the interface
     * @param bundle   that would bring it: installed, and not started
     */
    record Deploy(Interface contract, Bundle bundle) implements Proposal {
    }
}
