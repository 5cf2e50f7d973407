package cordon.extender;

import cordon.api.iface.Interface;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Optional;
import org.osgi.framework.Bundle;

/**
 * The file in which a bundle describes its interface.
 *
 * @param bundle   that has it
 * @param path     in the bundle
 * @param modified when the bundle's content was last another one; see {@link Bundle#getLastModified}
 */
record InterfaceFile(Bundle bundle, String path, long modified) {
    /** Names the file in the bundle that describes its interface. */
    static final String HEADER = "Cordon-Interface";

    private static final int LARGEST = 1 << 20;

    /** That of a bundle, if it has one. */
    static Optional<InterfaceFile> of(Bundle bundle) {
        return Optional.ofNullable(bundle.getHeaders("").get(HEADER)).map(path -> new InterfaceFile(bundle, path, bundle.getLastModified()));
    }

    /** @throws InterfaceYamlException with every problem found */
    Interface read() throws IOException, InterfaceYamlException {
        String where = bundle.getSymbolicName() + "/" + path;
        URL entry = bundle.getEntry(path);
        if (entry == null) {
            throw new IOException(where + " is not in the bundle; its header " + HEADER + " names it");
        }
        try (InputStream in = entry.openStream()) {
            byte[] text = in.readNBytes(LARGEST + 1);
            if (text.length > LARGEST) {
                throw new IOException(where + " is larger than " + LARGEST + " bytes");
            }
            return InterfaceYaml.read(text, where);
        }
    }
}
