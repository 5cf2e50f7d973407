package cordon.deploy;

import cordon.core.CordonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * What a jar says of itself.
 *
 * @param symbolicName of the bundle
 * @param described    path and text of the interface that it describes
 */
record BundleJar(String symbolicName, Optional<Description> described) {
    private static final int LARGEST_ENTRY = 1 << 20;

    /** The description of an interface in a jar. */
    record Description(String path, byte[] text) {
    }

    /**
     * Reads a jar.
     *
     * @param file its name, for messages
     * @throws CordonException when it is no bundle that can be deployed
     */
    static BundleJar read(String file, byte[] content) throws CordonException {
        try {
            Optional<byte[]> manifest = entry(content, JarFile.MANIFEST_NAME);
            if (manifest.isEmpty()) {
                throw refused(file, "it is no jar with a manifest");
            }
            Attributes headers = new Manifest(new ByteArrayInputStream(manifest.get())).getMainAttributes();
            String name = headers.getValue("Bundle-SymbolicName");
            if (name == null || !"2".equals(headers.getValue("Bundle-ManifestVersion"))) {
                throw refused(file, "its manifest has no Bundle-SymbolicName, or not the line \"Bundle-ManifestVersion: 2\"");
            }
            if (headers.getValue("Fragment-Host") != null) {
                throw refused(file, "it is a fragment, which becomes part of another bundle; only whole bundles can be deployed");
            }
            String path = headers.getValue("Cordon-Interface");
            Optional<Description> described = Optional.empty();
            if (path != null) {
                byte[] text = entry(content, path).orElseThrow(() -> refused(file, "its header Cordon-Interface names " + path + ", which is not in it"));
                described = Optional.of(new Description(path, text));
            }
            return new BundleJar(name.split(";", 2)[0].strip(), described);
        } catch (IOException | IllegalArgumentException e) {
            throw new CordonException(CordonException.Kind.INVALID, file + ": it is no jar: " + e.getMessage(), e);
        }
    }

    private static Optional<byte[]> entry(byte[] jar, String name) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    byte[] content = in.readNBytes(LARGEST_ENTRY + 1);
                    if (content.length > LARGEST_ENTRY) {
                        throw new IOException(name + " is larger than " + LARGEST_ENTRY + " bytes");
                    }
                    return Optional.of(content);
                }
            }
        }
        return Optional.empty();
    }

    private static CordonException refused(String file, String why) {
        return new CordonException(CordonException.Kind.INVALID, file + ": " + why);
    }
}
