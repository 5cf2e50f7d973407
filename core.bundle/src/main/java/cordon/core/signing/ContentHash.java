package cordon.core.signing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.osgi.framework.Bundle;

/** Tells contents of bundles apart: what the framework reads of them, whatever the file is. */
final class ContentHash {
    private ContentHash() {
    }

    /** SHA-256 of names and content of all entries; empty when they cannot be read. */
    static String of(Bundle bundle) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, byte[]> entry : SignatureReader.entries(bundle).entrySet()) {
                byte[] name = entry.getKey().getBytes(StandardCharsets.UTF_8);
                // Lengths first: where one part ends is part of what is hashed.
                digest.update(ByteBuffer.allocate(2 * Integer.BYTES).putInt(name.length).putInt(entry.getValue().length).array());
                digest.update(name);
                digest.update(entry.getValue());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256 (MessageDigest)", e);
        } catch (IOException e) {
            return "";
        }
    }
}
