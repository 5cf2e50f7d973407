package cordon.api.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A mount that the application itself may make, change or remove (mount(2), umount2(2)).
 *
 * @param operation what it does
 * @param type      file system, or null for any
 * @param options   mount options, sorted; all must be given; empty for any
 * @param source    what is mounted, or null for any
 * @param target    where; null for anywhere
 */
public record MountRule(Operation operation, String type, List<String> options, PathPattern source, PathPattern target) implements Rule {
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_.-]{0,31}");
    private static final Pattern OPTION = Pattern.compile("[a-z][a-z0-9_=-]{0,63}");

    /** What is done; its lower-case name is the kind of the rule. */
    public enum Operation {
        /** A new mount. */ MOUNT,
        /** New options for a mount. */ REMOUNT,
        /** The end of a mount. */ UMOUNT
    }

    /** @throws IllegalArgumentException when a word cannot be what it stands for, or does not go with the operation */
    public MountRule {
        if (type != null) {
            Checks.match(TYPE, "a file system type", type, "a name such as ext4");
        }
        options.forEach(option -> Checks.match(OPTION, "a mount option", option, "a name such as ro"));
        options = List.copyOf(new TreeSet<>(options));
        if (operation == Operation.UMOUNT && (type != null || source != null || !options.isEmpty())) {
            throw new IllegalArgumentException("an umount rule names a target alone");
        }
        if (operation == Operation.REMOUNT && source != null) {
            throw new IllegalArgumentException("a remount rule has no source");
        }
    }

    @Override
    public String kind() {
        return Words.name(operation);
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder();
        Words.pair(text, "type", type);
        Words.pair(text, "options", options.isEmpty() ? null : String.join(",", options));
        Words.pair(text, "source", source == null ? null : source.text());
        Words.pair(text, "target", target == null ? null : target.text());
        return text.toString().trim();
    }

    static MountRule parse(Operation operation, Words words) {
        Map<String, String> pairs = words.pairs(Set.of("type", "options", "source", "target"));
        String options = pairs.get("options");
        return new MountRule(operation, pairs.get("type"), options == null ? List.of() : Arrays.asList(options.split(",", -1)),
                path(pairs.get("source")), path(pairs.get("target")));
    }

    private static PathPattern path(String text) {
        return text == null ? null : PathPattern.parse(text);
    }
}
