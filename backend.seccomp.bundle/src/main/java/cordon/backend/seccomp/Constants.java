package cordon.backend.seccomp;

import cordon.linux.Arch;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The symbolic constants that a condition may name, from the resource {@code constants}. Immutable. */
final class Constants {
    private static final Constants HOST = read(Arch.host());

    private final Map<String, Long> values;

    private Constants(Map<String, Long> values) {
        this.values = Map.copyOf(values);
    }

    /** Those of this machine. */
    static Constants host() {
        return HOST;
    }

    /** The value of a name; empty when there is none. */
    OptionalLong value(String name) {
        Long value = values.get(name.startsWith("PF_") ? "AF_" + name.substring(3) : name);
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Every name. */
    Iterable<String> names() {
        return values.keySet();
    }

    static Constants read(Arch arch) {
        Map<String, Long> values = new HashMap<>();
        try (InputStream in = Constants.class.getResourceAsStream("constants");
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isEmpty() && line.charAt(0) != '#') {
                    for (String entry : line.split(" ")) {
                        int equals = entry.indexOf('=');
                        String[] perArch = entry.substring(equals + 1).split("/");
                        String value = perArch[arch == Arch.ARM64 ? perArch.length - 1 : 0];
                        if (values.put(entry.substring(0, equals), Numbers.parse(value)) != null) {
                            throw new IllegalStateException("the constant " + entry + " stands twice in the table");
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the table of constants in this bundle", e);
        }
        return new Constants(values);
    }
}
