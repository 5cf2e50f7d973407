package cordon.iface.content;

import cordon.api.policy.PathPattern;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.SnapIdentity;

/** Paths in a snap's own directories, as its attributes name them. Pure. */
final class SnapPath {
    private SnapPath() {
    }

    /**
     * One exact path, below {@code $SNAP}, {@code $SNAP_DATA} or {@code $SNAP_COMMON}; relative ones below {@code $SNAP}.
     *
     * @param text from an attribute: not trusted
     * @throws AttributeException when it is none, or names the directory itself
     */
    static PathPattern of(SnapIdentity snap, Attributes attributes, String attribute, String text) throws AttributeException {
        String data = "/var/snap/" + snap.instanceName() + "/";
        String path;
        if (text.startsWith("$SNAP/")) {
            path = "/snap/" + snap.instanceName() + "/" + snap.revision() + text.substring("$SNAP".length());
        } else if (text.startsWith("$SNAP_DATA/")) {
            path = data + snap.revision() + text.substring("$SNAP_DATA".length());
        } else if (text.startsWith("$SNAP_COMMON/")) {
            path = data + "common" + text.substring("$SNAP_COMMON".length());
        } else if (!text.isEmpty() && !text.startsWith("/") && !text.startsWith("$")) {
            path = "/snap/" + snap.instanceName() + "/" + snap.revision() + "/" + text;
        } else {
            throw attributes.error(attribute, "\"" + text + "\" is not below $SNAP, $SNAP_DATA or $SNAP_COMMON; write for example $SNAP/share");
        }
        PathPattern exact = PathPattern.literal(attributes, attribute, path);
        if (exact.isDirectory()) {
            throw attributes.error(attribute, "\"" + text + "\" ends in a slash, or names the whole directory");
        }
        return exact;
    }
}
