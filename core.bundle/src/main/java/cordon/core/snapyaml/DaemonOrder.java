package cordon.core.snapyaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Checks {@code after} and {@code before}: they name services of the snap, of the same scope, and there is an order that fits all. */
final class DaemonOrder {

    private final Section section;
    private final Map<String, AppInfo> apps;
    /** The services that each service must start after. */
    private final Map<String, Set<String>> earlier = new TreeMap<>();

    DaemonOrder(Section section, Map<String, AppInfo> apps) {
        this.section = section;
        this.apps = apps;
    }

    void check() {
        for (AppInfo app : apps.values()) {
            app.daemon().ifPresent(daemon -> {
                for (String other : new TreeSet<>(daemon.after())) {
                    if (isService(app, daemon, other, "after")) {
                        earlier.computeIfAbsent(app.name(), name -> new TreeSet<>()).add(other);
                    }
                }
                for (String other : new TreeSet<>(daemon.before())) {
                    if (isService(app, daemon, other, "before")) {
                        earlier.computeIfAbsent(other, name -> new TreeSet<>()).add(app.name());
                    }
                }
            });
        }
        refuseCircles();
    }

    private boolean isService(AppInfo app, Daemon daemon, String other, String key) {
        String wrong = wrong(daemon, other);
        if (!wrong.isEmpty()) {
            section.section(app.name()).ifPresent(at -> at.problem(key, Shown.quoted(other) + wrong));
        }
        return wrong.isEmpty();
    }

    private String wrong(Daemon daemon, String other) {
        AppInfo app = apps.get(other);
        if (app == null) {
            return " is not an app of this snap" + section.findings().hint(other, apps.keySet());
        }
        if (!app.isDaemon()) {
            return " is not a service; name one, or give it a \"daemon\" key";
        }
        boolean sameScope = app.daemon().filter(its -> its.scope() == daemon.scope()).isPresent();
        return sameScope ? "" : " has another daemon-scope; only services of one scope can be ordered";
    }

    /** Takes away, again and again, a service that waits for nobody; those that remain are in a circle or wait for one. */
    private void refuseCircles() {
        Map<String, Integer> waits = new TreeMap<>();
        Map<String, List<String>> followers = new HashMap<>();
        earlier.forEach((name, others) -> {
            waits.put(name, others.size());
            others.forEach(other -> followers.computeIfAbsent(other, first -> new ArrayList<>()).add(name));
        });
        Deque<String> free = new ArrayDeque<>(followers.keySet());
        free.removeIf(waits::containsKey);
        while (!free.isEmpty()) {
            for (String follower : followers.getOrDefault(free.remove(), List.of())) {
                if (waits.merge(follower, -1, Integer::sum) == 0) {
                    waits.remove(follower);
                    free.add(follower);
                }
            }
        }
        if (!waits.isEmpty()) {
            section.problem(waits.keySet().iterator().next(), "cannot be ordered: after and before go in a circle among "
                    + Shown.plain(String.join(", ", waits.keySet())) + "; remove one of them");
        }
    }
}
