package cordon.core.signing;

import cordon.core.site.RootsFile;
import cordon.core.site.SiteException;
import cordon.linux.Errno;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The certificates in the directory {@value #DIRECTORY} of the state root: those of signers, and those of authorities whose signers count.
 * A file that is no certificate, or that others could have written, adds nobody. Immutable.
 *
 * @param certificates that are trusted
 * @param problems     a line for each file that adds nobody
 */
public record TrustedSigners(Set<X509Certificate> certificates, List<String> problems) {
    /** The directory, below the state root. */
    public static final String DIRECTORY = "trusted-signers";

    private static final int LARGEST = 1 << 16;
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3"; // RFC 5280, 4.2.1.12
    private static final String ANY_PURPOSE = "2.5.29.37.0";

    /** Copies. */
    public TrustedSigners {
        certificates = Set.copyOf(certificates);
        problems = List.copyOf(problems);
    }

    /** Those of a state root now. */
    public static TrustedSigners of(Path root) {
        Set<X509Certificate> certificates = new HashSet<>();
        List<String> problems = new ArrayList<>();
        String shown = root.resolve(DIRECTORY).toString();
        try (Fd directory = Paths.openAbsolute(shown, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY)) {
            if (RootsFile.othersWrite(Paths.stat(directory))) {
                return new TrustedSigners(Set.of(), List.of(shown + ": is not trusted: root must own it, and nobody else may be able to write to it"));
            }
            for (String name : Paths.list(directory).stream().filter(one -> !one.startsWith(".")).sorted().toList()) {
                try {
                    certificates.add(certificate(RootsFile.read(directory, name, shown + "/" + name, LARGEST)));
                } catch (CertificateException e) {
                    problems.add(shown + "/" + name + ": is no X.509 certificate");
                } catch (SiteException e) {
                    problems.add(e.getMessage());
                }
            }
        } catch (LinuxException e) {
            if (e.errno() != Errno.ENOENT) {
                problems.add(e.getMessage());
            }
        }
        return new TrustedSigners(certificates, problems);
    }

    private static X509Certificate certificate(byte[] text) throws CertificateException {
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(text));
    }

    /** Why none of the signers is trusted at that time; empty when one is. */
    public Optional<String> objection(Signature signature, Date time) {
        if (signature.damage().isPresent()) {
            return signature.damage().map(why -> "its signature does not hold: " + why);
        }
        if (signature.signers().isEmpty()) {
            return Optional.of("nobody signed it");
        }
        List<String> reasons = new ArrayList<>();
        for (CertPath path : signature.signers()) {
            try {
                validate(path, time);
                return Optional.empty();
            } catch (GeneralSecurityException e) {
                reasons.add(Signature.certificate(path).getSubjectX500Principal().getName() + ": " + e.getMessage());
            }
        }
        reasons.addAll(problems);
        return Optional.of("nobody whom this site trusts signed it: " + String.join("; ", reasons));
    }

    private void validate(CertPath path, Date time) throws GeneralSecurityException {
        X509Certificate own = Signature.certificate(path);
        own.checkValidity(time);
        boolean[] usage = own.getKeyUsage();
        List<String> purposes = own.getExtendedKeyUsage();
        if (usage != null && !usage[0] || purposes != null && !purposes.contains(CODE_SIGNING) && !purposes.contains(ANY_PURPOSE)) {
            throw new CertificateException("the certificate is not for signing code");
        }
        if (certificates.contains(own)) {
            return;
        }
        validateByAuthority(path, time);
    }

    private void validateByAuthority(CertPath path, Date time)
            throws CertificateException, NoSuchAlgorithmException, InvalidAlgorithmParameterException {
        Set<TrustAnchor> authorities = new HashSet<>();
        certificates.stream().filter(one -> one.getBasicConstraints() >= 0).forEach(one -> authorities.add(new TrustAnchor(one, null)));
        if (authorities.isEmpty()) {
            throw new CertificateException("the certificate is not in " + DIRECTORY);
        }
        PKIXParameters parameters = new PKIXParameters(authorities);
        parameters.setRevocationEnabled(false); // A certificate is taken back by taking it, or its authority, out of the directory.
        parameters.setDate(time);
        try {
            List<X509Certificate> below = path.getCertificates().stream().map(X509Certificate.class::cast).filter(one -> !certificates.contains(one)).toList();
            CertPathValidator.getInstance("PKIX").validate(CertificateFactory.getInstance("X.509").generateCertPath(below), parameters);
        } catch (CertPathValidatorException e) {
            throw new CertificateException("the certificate is not in " + DIRECTORY + ", and nobody there vouches for it (" + e.getMessage() + ")", e);
        }
    }
}
