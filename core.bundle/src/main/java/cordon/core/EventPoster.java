package cordon.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.event.EventConstants;

/** Makes events of what happens, while there is somebody who delivers them. Never waits for who gets them. */
final class EventPoster implements Consumer<List<Happening>> {
    private final Supplier<EventAdmin> admin;

    /** @param admin the service, or null while it is not here */
    EventPoster(Supplier<EventAdmin> admin) {
        this.admin = admin;
    }

    @Override
    public void accept(List<Happening> happenings) {
        EventAdmin service = admin.get();
        if (service != null) {
            happenings.forEach(one -> service.postEvent(event(one)));
        }
    }

    private static Event event(Happening happening) {
        Map<String, Object> properties = new HashMap<>(happening.details());
        properties.put(Happening.TEXT, happening.text());
        properties.put(EventConstants.TIMESTAMP, System.currentTimeMillis());
        return new Event(Happening.TOPICS + happening.topic(), properties);
    }
}
