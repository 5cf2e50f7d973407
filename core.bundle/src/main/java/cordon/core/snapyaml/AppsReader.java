package cordon.core.snapyaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code apps}, and checks what two apps must not both have. */
final class AppsReader {

    /** D-Bus specification, "Bus names": two or more elements, none of which begins with a digit; at most 255 characters. */
    private static final Pattern BUS_NAME = Pattern.compile("(?=.{3,255}$)[A-Za-z_-][A-Za-z0-9_-]*+(?:\\.[A-Za-z_-][A-Za-z0-9_-]*+)++");

    private final Endpoints plugs;
    private final Endpoints slots;
    private final DaemonReader daemons;
    private final Map<String, String> aliases = new LinkedHashMap<>();
    private final Map<String, String> commonIds = new LinkedHashMap<>();

    AppsReader(String snap, Endpoints plugs, Endpoints slots) {
        this.plugs = plugs;
        this.slots = slots;
        this.daemons = new DaemonReader(snap, slots);
    }

    Map<String, AppInfo> read(Section top) {
        Map<String, AppInfo> apps = new LinkedHashMap<>();
        top.section("apps").ifPresent(section -> {
            for (String name : section.keys()) {
                if (!Names.isApp(name)) {
                    section.findings().problem(section.keyAt(name), section.pathOf(name),
                            Shown.quoted(name) + " is not possible; an app's name has letters, digits and single inner dashes");
                    continue;
                }
                section.sectionOrEmpty(name).ifPresent(app -> apps.put(name, app(app, name)));
            }
            new DaemonOrder(section, apps).check();
        });
        return apps;
    }

    private AppInfo app(Section app, String name) {
        plugs.listedByApp(app, name);
        slots.listedByApp(app, name);
        Optional<Daemon> daemon = daemons.read(app, name);
        boolean ignoresRefresh = daemon.isEmpty() && !app.word("refresh-mode", List.of("ignore-running")).isEmpty();
        String command = command(app);
        List<String> chain = Commands.chain(app);
        Environment environment = EnvironmentReader.read(app);
        String busName = app.text("bus-name", value -> BUS_NAME.matcher(value).matches(),
                "a name on D-Bus is needed, such as org.example.Foo");
        String desktop = Commands.path(app, "desktop");
        String completer = Commands.path(app, "completer");
        String autostart = app.text("autostart", Names::isDottedId, "the name of a desktop file is needed, without a directory");
        return new AppInfo(name, command, chain, daemon, environment, aliases(app, name), completer, commonId(app, name), desktop,
                autostart, busName, ignoresRefresh, unknown(app));
    }

    private static String command(Section app) {
        if (!app.has("command")) {
            app.findings().problem(app.at(), app.pathOf("command"), "is missing; name the program, relative to the snap, such as bin/foo");
        }
        return Commands.command(app, "command");
    }

    private List<String> aliases(Section app, String name) {
        List<String> names = app.texts("aliases", Names::isAlias,
                "an alias has letters, digits and - _ . and begins with a letter or digit");
        for (String alias : names) {
            String other = aliases.putIfAbsent(alias, name);
            if (other != null) {
                app.problem("aliases", Shown.quoted(alias) + " is an alias of the app " + Shown.quoted(other)
                        + " already; give it to one of them");
            }
        }
        return names;
    }

    private String commonId(Section app, String name) {
        String id = app.text("common-id", Names::isDottedId, "an AppStream component ID is needed, such as org.example.foo.desktop");
        String other = id.isEmpty() ? null : commonIds.putIfAbsent(id, name);
        if (other != null) {
            app.problem("common-id", Shown.quoted(id) + " is that of the app " + Shown.quoted(other) + " already; each needs its own");
        }
        return id;
    }

    private static Map<String, Object> unknown(Section app) {
        Map<String, Object> unknown = BuildKeys.takeFrom(app, BuildKeys.COMMAND);
        unknown.putAll(app.unknown());
        return unknown;
    }
}
