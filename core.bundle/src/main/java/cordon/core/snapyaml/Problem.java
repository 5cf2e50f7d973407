package cordon.core.snapyaml;

import java.io.Serializable;

/**
 * Something that makes a file unusable.
 *
 * @param file    the file's name, as the caller gave it
 * @param line    1 for the first; 0 if it concerns no line
 * @param column  1 for the first; 0 if it concerns no column
 * @param key     the path of keys, such as {@code apps.web.command}; empty if it concerns the whole file
 * @param message what is wrong and what would be right
 */
public record Problem(String file, int line, int column, String key, String message) implements Serializable {

    /** {@code FILE:LINE: KEY: MESSAGE}. */
    @Override
    public String toString() {
        return file + ":" + (line > 0 ? line + ":" : "") + (key.isEmpty() ? "" : " " + key + ":") + " " + message;
    }
}
