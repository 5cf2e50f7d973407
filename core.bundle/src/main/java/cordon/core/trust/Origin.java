package cordon.core.trust;

import cordon.core.signing.Signature;

/**
 * Where a service comes from.
 *
 * @param bundle    and version
 * @param signature of that bundle
 */
record Origin(String bundle, Signature signature) {
}
