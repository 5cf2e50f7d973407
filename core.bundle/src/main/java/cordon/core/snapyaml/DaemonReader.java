package cordon.core.snapyaml;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the keys of an app that make it a service. */
final class DaemonReader {

    /** Keys that mean nothing without {@code daemon} and that change what the author can expect to run. */
    private static final List<String> DAEMON_ONLY = List.of("daemon-scope", "start-timeout", "stop-timeout", "watchdog-timeout",
            "restart-delay", "restart-condition", "stop-mode", "install-mode", "after", "before", "timer", "activates-on");
    /** Keys that mean nothing without {@code daemon} but that published snaps have. */
    private static final List<String> HARMLESS =
            List.of("stop-command", "post-stop-command", "reload-command", "sockets", "success-exit-status");
    private static final List<String> STOP_MODES = List.of("sigterm", "sigterm-all", "sighup", "sighup-all", "sigusr1",
            "sigusr1-all", "sigusr2", "sigusr2-all", "sigint", "sigint-all");

    private static final Pattern STATUS = Pattern.compile("[0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5]|[A-Z][A-Z0-9_]{1,31}");

    private final String snap;
    private final Endpoints slots;

    DaemonReader(String snap, Endpoints slots) {
        this.snap = snap;
        this.slots = slots;
    }

    Optional<Daemon> read(Section app, String name) {
        if (!app.has("daemon")) {
            for (String key : DAEMON_ONLY) {
                if (app.has(key)) {
                    app.problem(key, "is possible for services only; add \"daemon: simple\" or remove the key");
                }
            }
            for (String key : HARMLESS) {
                if (app.has(key)) {
                    app.warning(key, "has no effect without \"daemon\"");
                }
            }
            return Optional.empty();
        }
        DaemonType type = app.word("daemon", DaemonType.class).orElse(DaemonType.SIMPLE);
        DaemonScope scope = app.word("daemon-scope", DaemonScope.class).orElse(DaemonScope.SYSTEM);
        return Optional.of(new Daemon(type, scope, Commands.command(app, "stop-command"),
                Commands.command(app, "post-stop-command"), Commands.command(app, "reload-command"),
                Durations.read(app, "start-timeout"), Durations.read(app, "stop-timeout"), Durations.read(app, "watchdog-timeout"),
                Durations.read(app, "restart-delay"), app.word("restart-condition", RestartCondition.class),
                app.word("stop-mode", STOP_MODES), app.word("refresh-mode", List.of("endure", "restart")),
                app.word("install-mode", List.of("enable", "disable")), apps(app, "after"), apps(app, "before"),
                new SocketsReader(snap, scope).read(app), app.text("timer", TimerSchedule::isSchedule,
                        "a timer has days and times, such as \"mon-fri,10:00\" or \"00:00-24:00/4\""),
                activatesOn(app, name), exitStatus(app)));
    }

    /** Whether they exist is checked when all apps are read. */
    private static Set<String> apps(Section app, String key) {
        return new LinkedHashSet<>(app.texts(key, Names::isApp, "an app's name is needed"));
    }

    /** The app has such a slot also when it does not list it, for it is the app that answers to the slot's name. */
    private List<String> activatesOn(Section app, String name) {
        return app.texts("activates-on", slot -> slots.giveToApp(slot, name),
                "a slot that the snap declares is needed");
    }

    private static List<String> exitStatus(Section app) {
        return app.texts("success-exit-status", status -> STATUS.matcher(status).matches(),
                "an exit status is a number from 0 to 255, its name in systemd.exec(5), or the name of a signal, such as SIGTERM");
    }
}
