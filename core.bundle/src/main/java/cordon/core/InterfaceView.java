package cordon.core;

import cordon.api.iface.InterfaceInfo;

/**
 * An interface that is here now.
 *
 * @param info    what it says of itself
 * @param bundle  symbolic name of the bundle that brings it
 * @param version of that bundle
 */
public record InterfaceView(InterfaceInfo info, String bundle, String version) {
}
