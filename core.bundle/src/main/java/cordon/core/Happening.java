package cordon.core;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Something that has changed. Each is an event of the OSGi Event Admin service, too: its topic is {@value #TOPICS} and this one's, its
 * properties are the details and {@value #TEXT}.
 *
 * @param topic   {@code interface/}ARRIVED, UPDATED, LEFT, HELD or RELEASED; {@code backend/}ARRIVED or LEFT; {@code snap/}INSTALLED,
 *                CHANGED or REMOVED; {@code connection/}CONNECTED, DISCONNECTED, SUSPENDED or RESUMED; {@code policy/}CHANGED
 * @param text    one line for people
 * @param details by name: {@code interface}, {@code backend}, {@code bundle}, {@code version}, {@code snap}, {@code revision}, {@code plug},
 *                {@code slot}, {@code command}, {@code added}, {@code removed}; those that the topic has
 */
public record Happening(String topic, String text, SortedMap<String, String> details) {
    /** What the topics of events begin with. */
    public static final String TOPICS = "cordon/";
    /** The property of an event that has the line for people. */
    public static final String TEXT = "message";

    /** Copies the map. */
    public Happening {
        details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
    }

    /** @param details names and values in turn */
    public static Happening of(String topic, String text, String... details) {
        SortedMap<String, String> map = new TreeMap<>();
        for (int i = 0; i < details.length; i += 2) {
            map.put(details[i], details[i + 1]);
        }
        return new Happening(topic, text, map);
    }
}
