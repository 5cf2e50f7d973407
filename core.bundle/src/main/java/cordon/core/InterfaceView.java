package cordon.core;

import cordon.api.iface.InterfaceInfo;
import java.util.List;

/**
 * An interface that is here now.
 *
 * @param info    what it says of itself
 * @param bundle  symbolic name of the bundle that brings it
 * @param version of that bundle
 * @param signer  who signed that bundle, {@code nobody} when nobody did; empty for those of the distribution
 * @param held    why it grants nothing until an administrator approves it, a line a rule; empty when it grants what it says
 * @param site    what the administrator says of who may have it
 */
public record InterfaceView(InterfaceInfo info, String bundle, String version, String signer, List<String> held, SiteRules site) {
    /** Copies the list. */
    public InterfaceView {
        held = List.copyOf(held);
    }
}
