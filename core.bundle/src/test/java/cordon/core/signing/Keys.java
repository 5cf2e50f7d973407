package cordon.core.signing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import jdk.security.jarsigner.JarSigner;

/** Keys with certificates, and jars that are signed with them, as keytool(1) and jarsigner(1) make them. */
final class Keys {
    private static final String PASSWORD = "password";

    private final Path directory;

    Keys(Path directory) {
        this.directory = directory;
    }

    private String store() {
        return directory.resolve("keys.p12").toString();
    }

    /** Makes a key with a certificate of the same name. */
    Keys make(String name, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", name, "-dname", "CN=" + name,
                "-keyalg", "EC", "-storetype", "PKCS12", "-keystore", store(), "-storepass", PASSWORD));
        command.addAll(Arrays.asList(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
        return this;
    }

    private KeyStore keys() throws GeneralSecurityException, IOException {
        return KeyStore.getInstance(new File(store()), PASSWORD.toCharArray());
    }

    /** The certificate as PEM. */
    String certificate(String name) throws GeneralSecurityException, IOException {
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(keys().getCertificate(name).getEncoded()) + "\n-----END CERTIFICATE-----\n";
    }

    /** The entries of a jar with these files, signed by all of the names. */
    Map<String, byte[]> signed(Map<String, String> files, String... names) throws GeneralSecurityException, IOException {
        Path jar = Files.write(directory.resolve("unsigned.jar"), jar(files));
        for (String name : names) {
            KeyStore.PrivateKeyEntry key = (KeyStore.PrivateKeyEntry) keys().getEntry(name, new KeyStore.PasswordProtection(PASSWORD.toCharArray()));
            ByteArrayOutputStream signed = new ByteArrayOutputStream();
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                new JarSigner.Builder(key).signerName(name.toUpperCase(Locale.ROOT)).build().sign(zip, signed);
            }
            Files.write(jar, signed.toByteArray());
        }
        return entries(Files.readAllBytes(jar));
    }

    private static byte[] jar(Map<String, String> files) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "org.example.moon");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                jar.putNextEntry(new ZipEntry(file.getKey()));
                jar.write(file.getValue().getBytes());
            }
        }
        return bytes.toByteArray();
    }

    private static Map<String, byte[]> entries(byte[] jar) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
    }
}
