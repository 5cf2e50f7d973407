package cordon.core;

import cordon.api.iface.Interface;
import java.nio.file.Path;
import java.util.Optional;

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
     * An interface from outside the distribution arrives, in a bundle that nobody signed and in the place of what that bundle offered before.
     *
     * @param contract the interface
     * @param bundle   symbolic name of the bundle
     */
    record Deploy(Interface contract, String bundle) implements Proposal {
    }
}
