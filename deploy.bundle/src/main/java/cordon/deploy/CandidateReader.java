package cordon.deploy;

import cordon.api.iface.Interface;
import cordon.core.CordonException;
import cordon.core.InterfaceFiles;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads what a file of the folder is to become. Changes nothing. */
final class CandidateReader {
    static final String YAML = ".yaml";
    static final String JAR = ".jar";

    private final InterfaceFiles descriptions;
    private final Supplier<Set<String>> taken;

    /**
     * @param descriptions reads interfaces
     * @param taken        symbolic names that no file may have
     */
    CandidateReader(InterfaceFiles descriptions, Supplier<Set<String>> taken) {
        this.descriptions = descriptions;
        this.taken = taken;
    }

    /**
     * Reads a file.
     *
     * @throws CordonException when it is wrong; the message has a line for each problem and names the file
     */
    Candidate read(String file, byte[] content) throws CordonException {
        String hash = hash(content);
        if (file.endsWith(YAML)) {
            Interface described = descriptions.read(content, file);
            String name = described.info().name();
            if (!file.equals(name + YAML)) {
                throw new CordonException(CordonException.Kind.INVALID, file + ": it describes the interface " + name + "; name it " + name + YAML);
            }
            return new Candidate(file, hash, InterfaceBundle.of(name, content, hash), InterfaceBundle.PREFIX + name, Optional.of(described));
        }
        if (!file.endsWith(JAR)) {
            throw new CordonException(CordonException.Kind.INVALID, file + ": there are NAME.yaml, an interface, and NAME.jar, a bundle");
        }
        BundleJar jar = BundleJar.read(file, content);
        if (taken.get().contains(jar.symbolicName()) || jar.symbolicName().startsWith(InterfaceBundle.PREFIX)) {
            throw new CordonException(CordonException.Kind.INVALID, file + ": its symbolic name " + jar.symbolicName() + " is taken; give it another one");
        }
        Optional<Interface> described = Optional.empty();
        if (jar.described().isPresent()) {
            described = Optional.of(descriptions.read(jar.described().get().text(), file + "/" + jar.described().get().path()));
        }
        return new Candidate(file, hash, content, jar.symbolicName(), described);
    }

    /** SHA-256, hexadecimal. */
    static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256 (MessageDigest)", e);
        }
    }
}
