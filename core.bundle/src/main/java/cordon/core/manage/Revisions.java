package cordon.core.manage;

import cordon.core.registry.InstalledSnap;
import cordon.core.state.Revision;
import java.io.File;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How revisions are numbered, and where their data comes from. */
final class Revisions {
    private Revisions() {
    }

    /** One more than the highest that is kept or whose data is: data of an earlier installation is never taken for another's. */
    static String next(Path root, String name, Optional<InstalledSnap> present) {
        Stream<Integer> kept = present.stream().flatMap(snap -> snap.record().revisions().stream()).map(Revision::number);
        Stream<Integer> data = withData(root, name).map(one -> Integer.parseInt(one.substring(1)));
        return "x" + (Stream.concat(kept, data).max(Comparator.naturalOrder()).orElse(0) + 1);
    }

    /** The revision whose data the next one begins with: the current one's, or the newest that a removal left. */
    static Optional<String> dataBefore(Path root, String name, Optional<InstalledSnap> present) {
        return present.map(snap -> snap.record().current())
                .or(() -> withData(root, name).max(Comparator.comparingInt(one -> Integer.parseInt(one.substring(1)))));
    }

    /** SHA-256 in hexadecimal. */
    static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The revisions that appear in {@code <root>/snap/NAME}, whatever is recorded. */
    static List<String> placed(Path root, String name) {
        return directories(root.resolve("snap").resolve(name)).toList();
    }

    private static Stream<String> withData(Path root, String name) {
        return directories(root.resolve("var").resolve("snap").resolve(name));
    }

    private static Stream<String> directories(Path parent) {
        File[] entries = parent.toFile().listFiles(File::isDirectory);
        return entries == null ? Stream.empty() : Arrays.stream(entries).map(File::getName).filter(Revision::isName);
    }
}
