package cordon.core.signing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.security.CodeSigner;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;

/**
 * Finds who signed a bundle. What is checked is what the framework reads of it, entry by entry, and not the file that it came
 * from: a zip file can be read in more than one way. A signer counts who signed every entry, and no entry that was signed may be missing.
 */
public final class SignatureReader {
    private static final String META_INF = "META-INF/";
    private static final int MOST_BYTES = 64 << 20;

    private SignatureReader() {
    }

    /** Who signed it. @throws IOException when it cannot be read */
    public static Signature of(Bundle bundle) throws IOException {
        Set<String> names = new HashSet<>();
        gather(bundle, "/", names);
        if (names.stream().noneMatch(name -> isSignatureFile(name) && name.toUpperCase(Locale.ROOT).endsWith(".SF"))) {
            return Signature.NONE;
        }
        return of(entries(bundle, names));
    }

    /** Its entries, by name. @throws IOException when they cannot be read, or are too much to check */
    static SortedMap<String, byte[]> entries(Bundle bundle) throws IOException {
        Set<String> names = new HashSet<>();
        gather(bundle, "/", names);
        return entries(bundle, names);
    }

    private static SortedMap<String, byte[]> entries(Bundle bundle, Set<String> names) throws IOException {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        int left = MOST_BYTES;
        for (String name : names) {
            byte[] content = content(bundle, name, left);
            left -= content.length;
            if (left <= 0) {
                throw new IOException("it is larger than " + MOST_BYTES + " bytes, which is too much to check");
            }
            entries.put(name, content);
        }
        return entries;
    }

    private static void gather(Bundle bundle, String directory, Set<String> names) {
        Enumeration<String> paths = bundle.getEntryPaths(directory);
        for (String path : paths == null ? List.<String>of() : Collections.list(paths)) {
            if (!path.endsWith("/")) {
                names.add(path);
            } else if (!path.equals(directory)) {
                gather(bundle, path, names);
            }
        }
    }

    private static byte[] content(Bundle bundle, String name, int most) throws IOException {
        URL entry = bundle.getEntry(name);
        if (entry == null) {
            throw new IOException(name + " is listed and not there");
        }
        try (InputStream in = entry.openStream()) {
            return in.readNBytes(most);
        }
    }

    /** Of a jar's entries: the JDK checks them in a jar that has them in the order that it needs. */
    static Signature of(Map<String, byte[]> entries) throws IOException {
        Set<CodeSigner> ofAll = null;
        try (JarInputStream jar = new JarInputStream(new ByteArrayInputStream(ordered(entries)), true)) {
            for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
                jar.transferTo(OutputStream.nullOutputStream());
                if (isSignatureFile(entry.getName())) {
                    continue;
                }
                CodeSigner[] signers = entry.getCodeSigners();
                if (signers == null) {
                    return Signature.damaged(entry.getName() + " is not signed, or by an algorithm that is too weak");
                }
                if (ofAll == null) {
                    ofAll = new HashSet<>(Arrays.asList(signers));
                }
                ofAll.retainAll(Arrays.asList(signers));
            }
            if (jar.getManifest() == null || ofAll == null) {
                return Signature.damaged("it has no entry that is signed");
            }
            for (String name : jar.getManifest().getEntries().keySet()) {
                if (!entries.containsKey(name)) {
                    return Signature.damaged(name + " was signed and is missing");
                }
            }
        } catch (SecurityException e) {
            return Signature.damaged(e.getMessage());
        }
        return ofAll.isEmpty() ? Signature.damaged("nobody signed all of it")
                : new Signature(ofAll.stream().map(CodeSigner::getSignerCertPath).toList(), Optional.empty());
    }

    /** Manifest, signatures, everything else. */
    private static byte[] ordered(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            add(zip, entries, JarFile.MANIFEST_NAME::equals);
            add(zip, entries, name -> isSignatureFile(name) && !name.equals(JarFile.MANIFEST_NAME));
            add(zip, entries, name -> !isSignatureFile(name));
        }
        return bytes.toByteArray();
    }

    private static void add(ZipOutputStream zip, Map<String, byte[]> entries, Predicate<String> which) throws IOException {
        for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
            if (which.test(entry.getKey())) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }

    /** What signs, and hence is not signed: the manifest, signature files and their blocks (JAR file specification). */
    private static boolean isSignatureFile(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return upper.startsWith(META_INF) && upper.indexOf('/', META_INF.length()) < 0
                && (upper.equals(JarFile.MANIFEST_NAME) || upper.endsWith(".SF") || upper.endsWith(".RSA") || upper.endsWith(".DSA") || upper.endsWith(".EC"));
    }
}
