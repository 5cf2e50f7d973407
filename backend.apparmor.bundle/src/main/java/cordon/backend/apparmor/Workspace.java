package cordon.backend.apparmor;

import cordon.api.backend.StoredProfile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The directory beside the profiles, {@code <root>/apparmor}, which only root can change: the parser's cache, and for each text in it a
 * sum of what it was compiled from. The parser itself decides by file times whether it compiles again, and a clock that was set back
 * would let it load old rules; so what differs from its sum is taken out of the cache before the parser looks. Thread-safe for
 * different labels.
 *
 * @param directory where the profiles' directory is
 * @param features  what the parser compiles for: the running kernel's file, or the one of this bundle
 */
record Workspace(Path directory, Path features) {
    private static final String SUM = ".sum";

    /** That of a profile, made when it is not there. */
    static Workspace of(Kernel kernel, StoredProfile profile) throws IOException {
        Path directory = profile.file().getParent().getParent();
        Path cache = Files.createDirectories(directory.resolve("cache"));
        Path options = cache.resolve("parser.conf");
        if (!Files.exists(options)) {
            Files.write(options, new byte[0]);
        }
        if (kernel.enforces()) {
            return new Workspace(directory, kernel.features());
        }
        Path features = cache.resolve("features");
        try (InputStream in = Workspace.class.getResourceAsStream("features")) {
            byte[] content = in.readAllBytes();
            if (!Files.exists(features) || !MessageDigest.isEqual(content, Files.readAllBytes(features))) {
                Path fresh = Files.createTempFile(cache, "features", ".new");
                Files.write(fresh, content);
                Files.move(fresh, features, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return new Workspace(directory, features);
    }

    Path cache() {
        return directory.resolve("cache");
    }

    /** An empty file of options, in place of the host's. */
    Path options() {
        return cache().resolve("parser.conf");
    }

    /** Whether what the cache holds was compiled from this text. */
    boolean holds(String label, String text, String compiler) throws IOException {
        try {
            return Files.readString(sum(label)).equals(sum(text, compiler));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Says that the cache holds what was compiled from this text. */
    void keep(String label, String text, String compiler) throws IOException {
        Path fresh = Files.createTempFile(cache(), label, ".new");
        Files.writeString(fresh, sum(text, compiler));
        Files.move(fresh, sum(label), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Takes a label out of the cache: the sum first, so that a crash between leaves nothing that counts. */
    void forget(String label) throws IOException {
        Files.deleteIfExists(sum(label));
        // The parser keeps a directory for each set of features.
        try (DirectoryStream<Path> sets = Files.newDirectoryStream(cache(), Files::isDirectory)) {
            for (Path set : sets) {
                Files.deleteIfExists(set.resolve(label));
            }
        }
    }

    private Path sum(String label) {
        return cache().resolve(label + SUM);
    }

    private String sum(String text, String compiler) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((compiler + "\n" + features + "\n").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
