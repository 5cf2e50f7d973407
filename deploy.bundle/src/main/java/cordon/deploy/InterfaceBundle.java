package cordon.deploy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Makes the bundle of an interface that is described in a file. Pure. */
final class InterfaceBundle {
    /** What the symbolic names of such bundles begin with. */
    static final String PREFIX = "cordon.deployed.";

    private static final String ENTRY = "interface.yaml";
    private static final String EXTENDER = "osgi.extender;filter:=\"(&(osgi.extender=cordon.interface)(version>=1.0.0)(!(version>=2.0.0)))\"";

    private InterfaceBundle() {
    }

    /**
     * The jar: the file and a manifest.
     *
     * @param name of the interface, checked: lower-case words joined by dashes
     * @param hash of the text, hexadecimal; the version shows it
     */
    static byte[] of(String name, byte[] text, String hash) {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", PREFIX + name);
        headers.putValue("Bundle-Version", "1.0.0." + hash.substring(0, 12));
        headers.putValue("Bundle-Name", "Interface: " + name);
        headers.putValue("Cordon-Interface", ENTRY);
        headers.putValue("Require-Capability", EXTENDER);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            ZipEntry entry = new ZipEntry(ENTRY);
            entry.setTime(0);
            jar.putNextEntry(entry);
            jar.write(text);
            jar.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.toByteArray();
    }
}
