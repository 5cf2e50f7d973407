package cordon.shell.verbs;

import cordon.core.Happening;
import cordon.shell.text.Json;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** {@code watch}: what happens, as it happens. */
final class WatchVerb extends Verb {
    private static final int MOST_WAITING = 10_000;
    private static final int LOOK_MILLIS = 200;
    private final BundleContext context;

    WatchVerb(BundleContext context) {
        super(Syntax.of("watch", Who.ANYONE, "Print what changes, as it happens, until Ctrl-C").options(Option.JSON)
                .details("Interfaces, backends and snaps that come and go, connections made, parted, suspended and resumed, and the",
                        "commands whose policy is another one. With --json, one object a line."));
        this.context = context;
    }

    @Override
    protected void run(Call call, Parsed words) throws InterruptedException {
        BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
        AtomicLong lost = new AtomicLong();
        // Called by the thread of the event service, which must not wait for a reader that is slow.
        EventHandler handler = event -> {
            if (!waiting.offer(event)) {
                lost.incrementAndGet();
            }
        };
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(EventConstants.EVENT_TOPIC, new String[] {Happening.TOPICS + "*"});
        ServiceRegistration<EventHandler> registration = context.registerService(EventHandler.class, handler, properties);
        try {
            call.err().println("watching; Ctrl-C ends it");
            call.err().flush();
            print(call, words.has(Option.JSON), waiting, lost);
        } finally {
            registration.unregister();
        }
    }

    /** Until the thread is interrupted, or nobody reads any more. */
    private static void print(Call call, boolean json, BlockingQueue<Event> waiting, AtomicLong lost) throws InterruptedException {
        DateTimeFormatter timeOfDay = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
        while (!call.out().checkError()) {
            Event event = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (event != null) {
                call.out().println(json ? Json.line(json(event)) : Table.printable(timeOfDay.format(time(event)) + "  " + event.getProperty(Happening.TEXT)));
            }
            long missed = lost.getAndSet(0);
            if (missed > 0) {
                call.err().println("warning: " + missed + " events are not shown: they came faster than they were read");
            }
        }
    }

    private static Instant time(Event event) {
        return event.getProperty(EventConstants.TIMESTAMP) instanceof Long millis ? Instant.ofEpochMilli(millis) : Instant.now();
    }

    private static Map<String, Object> json(Event event) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("time", time(event).toString());
        json.put("topic", event.getTopic());
        List<String> own = List.of(EventConstants.TIMESTAMP, EventConstants.EVENT_TOPIC);
        for (String name : event.getPropertyNames()) {
            if (!own.contains(name)) {
                json.put(name, String.valueOf(event.getProperty(name)));
            }
        }
        return json;
    }
}
