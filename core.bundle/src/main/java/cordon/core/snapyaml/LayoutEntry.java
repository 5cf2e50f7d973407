package cordon.core.snapyaml;

/**
 * One path that the snap's commands see with other content than the base has there.
 *
 * @param path   where: absolute, or begins with {@code $SNAP}, {@code $SNAP_DATA} or {@code $SNAP_COMMON}; clean, of characters
 *               that mean nothing in a profile
 * @param kind   what is put there
 * @param source what it shows, for all kinds but a tmpfs: begins with one of the same variables; empty for a tmpfs
 * @param user   the owner of what must be created; {@code root}
 * @param group  its group; {@code root}
 * @param mode   its permissions, at most 01777
 */
public record LayoutEntry(String path, Kind kind, String source, String user, String group, int mode) {

    /** What is put at a path. */
    public enum Kind implements YamlWord {
        /** A directory, by bind mount. */
        BIND("bind"),
        /** A file, by bind mount. */
        BIND_FILE("bind-file"),
        /** An empty file system in memory. */
        TMPFS("type"),
        /** A symbolic link. */
        SYMLINK("symlink");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The key of the layout that asks for it. */
        @Override
        public String word() {
            return word;
        }
    }
}
