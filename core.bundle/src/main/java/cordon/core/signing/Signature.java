package cordon.core.signing;

import java.security.cert.CertPath;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the signature of a bundle comes to.
 *
 * @param signers who signed all of it, each by the path from its certificate upwards; nobody when it is not signed
 * @param damage  why it is signed and that does not hold; then nobody is a signer
 */
public record Signature(List<CertPath> signers, Optional<String> damage) {
    /** Of a bundle that nobody signed. */
    public static final Signature NONE = new Signature(List.of(), Optional.empty());

    /** Copies the list. */
    public Signature {
        signers = List.copyOf(signers);
    }

    static Signature damaged(String why) {
        return new Signature(List.of(), Optional.of(why));
    }

    /** Names of the signers, as their certificates have them; {@code nobody} when there is none. */
    public String signedBy() {
        return signers.isEmpty() ? "nobody" : signers.stream().map(path -> certificate(path).getSubjectX500Principal().getName()).collect(Collectors.joining(" and "));
    }

    /** The signer's own certificate. A jar's signer has an X.509 certificate (JAR file specification). */
    static X509Certificate certificate(CertPath path) {
        return (X509Certificate) path.getCertificates().get(0);
    }
}
