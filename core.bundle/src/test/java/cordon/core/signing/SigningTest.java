package cordon.core.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to get a bundle accepted without the signature of somebody whom the site trusts. */
class SigningTest {
    private static final Map<String, String> FILES = Map.of("interface.yaml", "interface: moon", "org/example/Moon.class", "code");
    @TempDir
    private static Path work;
    private static Keys keys;

    @TempDir
    private Path root;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = new Keys(work).make("friend").make("stranger", "-signer", "friend").make("old", "-startdate", "-20d", "-validity", "10")
                .make("boss", "-ext", "bc:c").make("employee", "-signer", "boss", "-ext", "ku=digitalSignature", "-ext", "eku=codeSigning")
                .make("server", "-signer", "boss", "-ext", "eku=serverAuth");
    }

    @BeforeEach
    void trustFriend() throws Exception {
        Files.setPosixFilePermissions(Files.createDirectories(root.resolve("trusted-signers")), PosixFilePermissions.fromString("rwxr-xr-x"));
        trust("friend");
    }

    private void trust(String name) throws Exception {
        Files.setPosixFilePermissions(Files.writeString(root.resolve("trusted-signers").resolve(name + ".pem"), keys.certificate(name)), PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** Why it is refused at a site that demands signatures; empty when it is not. */
    private String objection(Map<String, byte[]> entries) throws Exception {
        return new Demand(Optional.of(TrustedSigners.of(root))).objection(SignatureReader.of(entries), new Date()).orElse("");
    }

    private String objection(String... signers) throws Exception {
        return objection(keys.signed(FILES, signers));
    }

    @Test
    void aBundleOfATrustedSignerIsAcceptedAndSaysWhoSigned() throws Exception {
        assertEquals("", objection("friend"));
        assertEquals("CN=friend", SignatureReader.of(keys.signed(FILES, "friend")).signedBy());
        assertEquals("", objection("stranger", "friend"), "one of two is enough");
    }

    @Test
    void anotherKeyIsNotAcceptedWhateverItsNameIs() throws Exception {
        assertEquals("nobody whom this site trusts signed it: CN=stranger: the certificate is not in trusted-signers; the site demands that (require-signed-bundles)", objection("stranger"));
        Keys forger = new Keys(Files.createDirectory(root.resolve("forger"))).make("friend");
        assertTrue(objection(forger.signed(FILES, "friend")).contains("CN=friend: the certificate is not in trusted-signers"));
    }

    @Test
    void aBundleThatNobodySignedIsNotAccepted() throws Exception {
        Map<String, byte[]> entries = keys.signed(FILES, "friend");
        entries.keySet().removeIf(name -> name.endsWith(".EC"));
        assertTrue(objection(entries).startsWith("its signature does not hold"), objection(entries));
        entries.keySet().removeIf(name -> name.endsWith(".SF"));
        assertTrue(objection(entries).startsWith("its signature does not hold"), "digests in a manifest are no signature");
    }

    @Test
    void aChangedEntryIsFound() throws Exception {
        Map<String, byte[]> entries = keys.signed(FILES, "friend");
        entries.put("interface.yaml", "interface: sun!".getBytes(StandardCharsets.UTF_8));
        assertTrue(objection(entries).startsWith("its signature does not hold"), objection(entries));
    }

    @Test
    void anAddedEntryIsFoundAndSoIsOneThatIsMissing() throws Exception {
        Map<String, byte[]> entries = keys.signed(FILES, "friend");
        entries.put("org/example/Evil.class", new byte[] {1});
        assertTrue(objection(entries).contains("org/example/Evil.class is not signed"), objection(entries));
        entries.remove("org/example/Evil.class");
        entries.put("META-INF/services/x", new byte[] {1});
        assertTrue(objection(entries).contains("META-INF/services/x is not signed"), objection(entries));
        entries.remove("META-INF/services/x");
        entries.remove("interface.yaml");
        assertTrue(objection(entries).contains("interface.yaml was signed and is missing"), objection(entries));
    }

    @Test
    void anEntryThatOnlyAStrangerSignedSpoilsTheRest() throws Exception {
        Map<String, byte[]> friends = keys.signed(FILES, "friend");
        Map<String, byte[]> strangers = keys.signed(Map.of("org/example/Evil.class", "evil"), "stranger");
        friends.forEach((name, content) -> {
            if (!name.equals("META-INF/MANIFEST.MF")) {
                strangers.putIfAbsent(name, content);
            }
        });
        assertTrue(objection(strangers).startsWith("its signature does not hold"), objection(strangers));
    }

    @Test
    void aChangedHeaderOfTheManifestIsFound() throws Exception {
        Map<String, byte[]> entries = keys.signed(FILES, "friend");
        String manifest = new String(entries.get("META-INF/MANIFEST.MF"), StandardCharsets.UTF_8);
        entries.put("META-INF/MANIFEST.MF", manifest.replace("org.example.moon", "org.example.evil").getBytes(StandardCharsets.UTF_8));
        assertTrue(objection(entries).startsWith("its signature does not hold"), objection(entries));
    }

    @Test
    void aCertificateCountsOnlyInItsTime() throws Exception {
        trust("old");
        assertTrue(objection("old").contains("CN=old: NotAfter"), objection("old"));
        Signature good = SignatureReader.of(keys.signed(FILES, "friend"));
        Date yesterday = new Date(System.currentTimeMillis() - 86_400_000);
        assertTrue(TrustedSigners.of(root).objection(good, yesterday).orElse("").contains("CN=friend: NotBefore"));
    }

    @Test
    void anAuthorityVouchesForThoseWhoMaySignCode() throws Exception {
        assertTrue(objection("employee").contains("CN=employee: the certificate is not in trusted-signers"));
        trust("boss");
        assertEquals("", objection("employee"));
        assertTrue(objection("server").contains("not for signing code"), objection("server"));
        assertTrue(objection("stranger").contains("CN=stranger"), "a signer is no authority, for whom he signs counts for nothing");
    }

    @Test
    void aCertificateThatOthersCouldHaveWrittenAddsNobody() throws Exception {
        Path file = root.resolve("trusted-signers/friend.pem");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertTrue(objection("friend").contains("is not trusted"), objection("friend"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals("", objection("friend"));
        Files.move(file, root.resolve("elsewhere"));
        Files.createSymbolicLink(file, root.resolve("elsewhere"));
        assertTrue(objection("friend").contains("not in trusted-signers"));
        Files.delete(file);
        trust("friend");
        Files.setPosixFilePermissions(root.resolve("trusted-signers"), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertTrue(objection("friend").contains("nobody else may be able to write"), objection("friend"));
    }

    @Test
    void aFileThatIsNoCertificateAddsNobodyAndIsNamed() throws Exception {
        Files.setPosixFilePermissions(Files.writeString(root.resolve("trusted-signers/note.txt"), "trust everybody"), PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals("", objection("friend"));
        assertTrue(objection("stranger").contains("note.txt: is no X.509 certificate"), objection("stranger"));
    }

    @Test
    void aSignatureThatDoesNotHoldIsRefusedAtEverySite() throws Exception {
        Map<String, byte[]> entries = keys.signed(FILES, "stranger");
        assertEquals(Optional.empty(), Demand.NOTHING.objection(SignatureReader.of(entries), new Date()));
        entries.put("interface.yaml", new byte[1]);
        assertTrue(Demand.NOTHING.objection(SignatureReader.of(entries), new Date()).isPresent());
    }
}
