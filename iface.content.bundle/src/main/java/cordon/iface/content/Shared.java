package cordon.iface.content;

import cordon.api.policy.PathPattern;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a slot shares.
 *
 * @param directories at least one
 * @param named       whether each has its last name below the target; else there is one, mounted at the target itself
 */
record Shared(List<Directory> directories, boolean named) {
    static final String READ = "read";
    static final String WRITE = "write";
    static final String SOURCE = "source";

    /** One directory, as the slot's snap sees it. */
    record Directory(PathPattern path, boolean readOnly) {
        String name() {
            return path.text().substring(path.text().lastIndexOf('/') + 1);
        }
    }

    /** @throws AttributeException when the slot shares nothing, or two things at one place */
    static Shared of(Slot slot) throws AttributeException {
        Attributes attributes = slot.attributes();
        boolean named = attributes.has(SOURCE);
        List<Directory> directories = new ArrayList<>();
        if (named) {
            if (attributes.has(READ) || attributes.has(WRITE)) {
                throw attributes.error(SOURCE, "\"read\" and \"write\" stand beside it; put them below it");
            }
            if (!(attributes.asMap().get(SOURCE) instanceof Map<?, ?> source) || !Set.of(READ, WRITE).containsAll(source.keySet())) {
                throw attributes.error(SOURCE, "it must be a map of \"read\" and \"write\"");
            }
            for (String key : List.of(READ, WRITE)) {
                add(directories, slot, SOURCE, key, source.containsKey(key) ? source.get(key) : List.of());
            }
        } else {
            for (String key : List.of(READ, WRITE)) {
                add(directories, slot, key, key, attributes.strings(key));
            }
        }
        String where = named ? SOURCE : READ;
        if (directories.isEmpty()) {
            throw attributes.error(where, "neither \"read\" nor \"write\" names a directory");
        }
        if (!named && directories.size() > 1) {
            throw attributes.error(where, "more than one directory is named, and there is one target; put them below \"source\"");
        }
        if (directories.stream().map(Directory::name).distinct().count() != directories.size()) {
            throw attributes.error(where, "two directories have the same last name, by which they are mounted");
        }
        return new Shared(List.copyOf(directories), named);
    }

    private static void add(List<Directory> directories, Slot slot, String attribute, String key, Object list) throws AttributeException {
        if (!(list instanceof List<?> paths)) {
            throw slot.attributes().error(attribute, "\"" + key + "\" must be a list of texts");
        }
        for (Object path : paths) {
            if (!(path instanceof String text)) {
                throw slot.attributes().error(attribute, "\"" + path + "\" is not a text");
            }
            directories.add(new Directory(SnapPath.of(slot.snap(), slot.attributes(), attribute, text), key.equals(READ)));
        }
    }
}
