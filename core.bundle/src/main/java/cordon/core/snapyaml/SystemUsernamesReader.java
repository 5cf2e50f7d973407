package cordon.core.snapyaml;

import cordon.core.snapyaml.YamlValue.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code system-usernames}: {@code NAME: shared}, or a map with the key {@code scope}. */
final class SystemUsernamesReader {

    private static final String SCOPE = "a scope is a word such as shared";

    private SystemUsernamesReader() {
    }

    static Map<String, SystemUsername> read(Section top) {
        Map<String, SystemUsername> users = new LinkedHashMap<>();
        top.section("system-usernames").ifPresent(section -> {
            for (String name : section.keys()) {
                if (!Names.isUser(name)) {
                    section.problem(name, Shown.quoted(name) + " is not possible; a user's name has up to 32 lower case letters, "
                            + "digits and - + . _ and begins with a letter, digit or underscore");
                    continue;
                }
                user(section, name, users);
            }
        });
        return users;
    }

    private static void user(Section section, String name, Map<String, SystemUsername> users) {
        YamlValue value = section.value(name).orElse(null);
        if (value == null) {
            section.problem(name, "has no scope; write \"" + name + ": shared\"");
        } else if (value instanceof Scalar) {
            users.put(name, new SystemUsername(name, section.text(name, Names::isHook, SCOPE), Map.of()));
        } else {
            section.section(name).ifPresent(body -> {
                if (!body.has("scope")) {
                    section.problem(name, "has no scope; add \"scope: shared\"");
                }
                users.put(name, new SystemUsername(name, body.text("scope", Names::isHook, SCOPE), attributes(body)));
            });
        }
    }

    private static Map<String, Object> attributes(Section body) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (String key : body.keys()) {
            if (!key.equals("scope")) {
                body.attribute(key).ifPresent(value -> attributes.put(key, value));
            }
        }
        return attributes;
    }
}
