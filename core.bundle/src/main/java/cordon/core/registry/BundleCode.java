package cordon.core.registry;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Tells the code of a bundle from other code: by its jar and those of the bundles that it imports packages from. Of a jar the directory is looked at,
 * which has name, size and checksum of each file in it (APPNOTE.TXT of ZIP, 4.3.12): that finds out what was built anew, and costs
 * nothing at a start. It is not meant to find out what somebody forged, who could do as he likes then. Stateless.
 */
final class BundleCode {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int COMMENT_MOST = 0xffff;
    private static final int DIRECTORY_MOST = 16 << 20;
    private static final String REFERENCE = "reference:";

    private BundleCode() {
    }

    /** A hash, hexadecimal; empty when a jar is no file, or cannot be read. */
    static String of(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null) {
            return "";
        }
        Set<String> locations = new TreeSet<>(Set.of(bundle.getLocation()));
        for (BundleWire wire : wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE)) {
            Bundle provider = wire.getProvider().getBundle();
            if (provider.getBundleId() != 0) {
                locations.add(provider.getLocation());
            }
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String location : locations) {
                Optional<Path> jar = file(location);
                if (jar.isEmpty()) {
                    return "";
                }
                digest.update(location.getBytes(StandardCharsets.UTF_8));
                digest.update(sum(directory(jar.get())));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            return ""; // Not known, then: whoever asks does not rely on it.
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Optional<Path> file(String location) {
        String url = location.startsWith(REFERENCE) ? location.substring(REFERENCE.length()) : location;
        try {
            return url.startsWith("file:") ? Optional.ofNullable(URI.create(url).getPath()).map(Path::of) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Tells directories apart as well as the sums in them tell files. A digest of all of it, some 200 KiB, would take a start 10 ms. */
    private static byte[] sum(byte[] directory) {
        CRC32 sum = new CRC32();
        sum.update(directory);
        return Long.toHexString(sum.getValue()).getBytes(StandardCharsets.US_ASCII);
    }

    /** The central directory of a jar. @throws IOException when it is none */
    static byte[] directory(Path jar) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(file.length(), END_LENGTH + COMMENT_MOST)];
            file.seek(file.length() - tail.length);
            file.readFully(tail);
            for (int at = tail.length - END_LENGTH; at >= 0; at--) {
                if (number(tail, at) == END_SIGNATURE) {
                    return read(file, Integer.toUnsignedLong(number(tail, at + 16)), Integer.toUnsignedLong(number(tail, at + 12)));
                }
            }
            throw new IOException(jar + " is no jar");
        }
    }

    private static byte[] read(RandomAccessFile file, long offset, long length) throws IOException {
        if (length > DIRECTORY_MOST) {
            throw new IOException("the directory of the jar is too large");
        }
        byte[] directory = new byte[(int) length];
        file.seek(offset);
        file.readFully(directory);
        return directory;
    }

    private static int number(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff) << 16 | (bytes[at + 3] & 0xff) << 24;
    }
}
