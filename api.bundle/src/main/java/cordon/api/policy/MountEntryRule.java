package cordon.api.policy;

import java.util.Map;
import java.util.Set;

/**
 * A mount that is made in the snap's namespace before its applications run there: content of another snap, a layout.
 *
 * @param type     how
 * @param source   a path of the host, or null for a tmpfs and a directory
 * @param target   a path in the namespace
 * @param readOnly whether it can be written
 */
public record MountEntryRule(Type type, PathPattern source, PathPattern target, boolean readOnly) implements Rule {
    /** The kind of a mount entry. */
    public enum Type {
        /** A directory and what is mounted below it. */ BIND,
        /** One file. */ BIND_FILE,
        /** An empty tmpfs. */ TMPFS,
        /** A symbolic link. */ SYMLINK,
        /** Nothing is mounted: an empty directory is there, unless the snap has one, for what may be mounted while it runs. */ DIRECTORY
    }

    /** @throws IllegalArgumentException when the source does not go with the type, or has wildcards */
    public MountEntryRule {
        if ((type == Type.TMPFS || type == Type.DIRECTORY) != (source == null)) {
            throw new IllegalArgumentException("a mount entry has a source unless it is a tmpfs or a directory");
        }
        for (PathPattern path : new PathPattern[] {source, target}) {
            if (path != null && path.text().matches(".*[*?\\[{].*") && !path.text().replaceAll("@\\{[A-Z_]+\\}", "").matches("[^*?\\[{]*")) {
                throw new IllegalArgumentException("the mount entry's path " + path + " has a wildcard; name one path");
            }
        }
    }

    @Override
    public String kind() {
        return "mount-entry";
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder(Words.name(type));
        Words.pair(text, "source", source == null ? null : source.text());
        Words.pair(text, "target", target.text());
        return text.append(readOnly ? " access=ro" : " access=rw").toString();
    }

    static MountEntryRule parse(Words words) {
        Type type = Words.constant(Type.class, words.next("bind, bind-file, tmpfs, symlink or directory"));
        Map<String, String> pairs = words.pairs(Set.of("source", "target", "access"));
        String access = pairs.getOrDefault("access", "ro");
        if (!pairs.containsKey("target") || !Set.of("ro", "rw").contains(access)) {
            throw new IllegalArgumentException("a mount entry reads: TYPE source=PATH target=PATH access=ro|rw");
        }
        String source = pairs.get("source");
        return new MountEntryRule(type, source == null ? null : PathPattern.parse(source), PathPattern.parse(pairs.get("target")), access.equals("ro"));
    }
}
