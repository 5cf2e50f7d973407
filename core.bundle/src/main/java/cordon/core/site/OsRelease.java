package cordon.core.site;

import cordon.api.admission.SystemKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What kind of system this is, by os-release(5). Only one distribution is made of snaps, and says so in {@code ID}; one without the
 * file is another.
 */
public final class OsRelease {
    /** The second place is for when the first is empty (os-release(5), "DESCRIPTION"). */
    private static final List<Path> PLACES = List.of(Path.of("/etc/os-release"), Path.of("/usr/lib/os-release"));
    private static final String CORE = "ubuntu-core";

    private OsRelease() {
    }

    /** The kind of this system. @throws IOException when the file is there and cannot be read */
    public static SystemKind kind() throws IOException {
        Optional<Path> file = PLACES.stream().filter(Files::exists).findFirst();
        return file.isEmpty() ? SystemKind.CLASSIC : kind(new String(Files.readAllBytes(file.get()), StandardCharsets.UTF_8));
    }

    static SystemKind kind(String text) {
        return text.lines().map(String::strip).filter(line -> line.startsWith("ID=")).map(line -> line.substring(3).replaceAll("^(['\"])(.*)\\1$", "$2"))
                .anyMatch(CORE::equals) ? SystemKind.CORE : SystemKind.CLASSIC;
    }
}
