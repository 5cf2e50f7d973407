package cordon.core.snapyaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Keys that tell a builder of snaps what to do and that end up in the package at times. They are kept, reported, and have no effect. */
final class BuildKeys {

    static final Set<String> SNAP = Set.of("adopt-info", "build-base", "compression", "parts", "passthrough", "platforms", "lint",
            "package-repositories", "source", "ua-services", "build-snaps", "icon");
    static final Set<String> COMMAND = Set.of("adapter", "extensions", "passthrough");

    private BuildKeys() {
    }

    /** The builder's keys in a section, with their values. */
    static Map<String, Object> takeFrom(Section section, Set<String> keys) {
        Map<String, Object> found = new LinkedHashMap<>();
        keys.stream().sorted().forEach(key -> section.value(key).ifPresent(value -> {
            section.warning(key, "is for the builder of a snap and has no effect in a built one; remove it");
            found.put(key, PlainValues.lenient(value));
        }));
        return found;
    }
}
