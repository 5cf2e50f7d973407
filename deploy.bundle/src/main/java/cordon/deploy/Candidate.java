package cordon.deploy;

import cordon.api.iface.Interface;
import java.util.Optional;

/**
 * A file that is right, as the bundle that it becomes.
 *
 * @param file         its name in the folder
 * @param hash         SHA-256 of its content, hexadecimal
 * @param jar          the bundle
 * @param symbolicName of the bundle
 * @param described    the interface, when the file describes one
 */
record Candidate(String file, String hash, byte[] jar, String symbolicName, Optional<Interface> described) {
    /** Where bundles that were made here come from; no other location begins so. */
    static final String SCHEME = "cordon-deploy:";

    /** The location of the bundle: another one for each content, so that the next version can be there before this one goes. */
    String location() {
        return SCHEME + file + "#" + hash.substring(0, 16);
    }
}
