package cordon.core.snapyaml;

import cordon.core.snapyaml.YamlValue.Mapping;
import cordon.core.snapyaml.YamlValue.Place;
import cordon.core.snapyaml.YamlValue.Scalar;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The plugs, or the slots, while a file is read: those that the snap declares, then those that apps and hooks list. What an
 * app lists and the snap does not declare has the interface of the same name. See {@link Reach} for what belongs to whom.
 */
final class Endpoints {

    private static final String RIGHT =
            "a name here begins with a lower case letter and has lower case letters, digits and single inner dashes";

    private record Draft(String interfaceName, String label, Map<String, Object> attributes, Place at, String path,
            Set<String> apps, Set<String> hooks) {

        Reach reach() {
            return apps.isEmpty() && hooks.isEmpty() ? Reach.WHOLE_SNAP : new Reach(false, apps, hooks);
        }
    }

    private final String key;
    private final Findings findings;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();

    /** Reads the declarations below {@code plugs} or {@code slots} of the top level. */
    Endpoints(Section top, String key) {
        this.key = key;
        this.findings = top.findings();
        top.section(key).ifPresent(section -> section.keys().forEach(name -> declare(section, name)));
    }

    private void declare(Section section, String name) {
        if (!Names.isPlugOrSlot(name)) {
            findings.problem(section.keyAt(name), section.pathOf(name), Shown.quoted(name) + " is not possible; " + RIGHT);
            return;
        }
        YamlValue value = section.value(name).orElse(null);
        String interfaceName = name;
        String label = "";
        Map<String, Object> attributes = new LinkedHashMap<>();
        if (value instanceof Scalar) {
            interfaceName = interfaceName(section, name, name);
        } else if (value instanceof Mapping mapping) {
            Section body = new Section(section.pathOf(name), mapping, findings);
            interfaceName = interfaceName(body, "interface", name);
            label = body.text("label");
            for (String attribute : body.keys()) {
                if (!attribute.equals("interface") && !attribute.equals("label")) {
                    body.attribute(attribute).ifPresent(plain -> attributes.put(attribute, plain));
                }
            }
        } else if (value != null) {
            section.problem(name, "is " + value.kindName() + "; an interface's name or a map is needed");
        }
        drafts.put(name, draft(interfaceName, label, attributes, section.keyAt(name), section.pathOf(name)));
    }

    private static String interfaceName(Section section, String key, String fallback) {
        String name = section.text(key, Names::isInterface, RIGHT);
        return name.isEmpty() ? fallback : name;
    }

    private static Draft draft(String interfaceName, String label, Map<String, Object> attributes, Place at, String path) {
        return new Draft(interfaceName, label, attributes, at, path, new LinkedHashSet<>(), new LinkedHashSet<>());
    }

    /** Reads what an app lists. */
    void listedByApp(Section app, String name) {
        listed(app).forEach(endpoint -> drafts.get(endpoint).apps().add(name));
    }

    /** Reads what a hook lists; the name is {@code COMPONENT+HOOK} for a component's. */
    void listedByHook(Section hook, String name) {
        listed(hook).forEach(endpoint -> drafts.get(endpoint).hooks().add(name));
    }

    /** Gives an app a declared endpoint that it names elsewhere than in its list. False if there is none of this name. */
    boolean giveToApp(String endpoint, String app) {
        Draft draft = drafts.get(endpoint);
        if (draft != null) {
            draft.apps().add(app);
        }
        return draft != null;
    }

    Set<String> names() {
        return drafts.keySet();
    }

    private List<String> listed(Section section) {
        List<String> names = section.texts(key, Names::isPlugOrSlot, RIGHT);
        for (String name : names) {
            drafts.computeIfAbsent(name, absent -> draft(absent, "", Map.of(), section.at(key), section.pathOf(key)));
        }
        return names;
    }

    /** Reports names that are both a plug and a slot: a connection could not tell them apart. */
    void refuseNamesOf(Endpoints other) {
        drafts.forEach((name, draft) -> {
            if (other.drafts.containsKey(name)) {
                findings.problem(draft.at(), draft.path(), Shown.quoted(name) + " is also in \"" + other.key + "\"; rename one of them");
            }
        });
    }

    Map<String, PlugDeclaration> plugs() {
        Map<String, PlugDeclaration> plugs = new LinkedHashMap<>();
        drafts.forEach((name, draft) -> plugs.put(name,
                new PlugDeclaration(name, draft.interfaceName(), draft.label(), draft.attributes(), draft.reach())));
        return plugs;
    }

    Map<String, SlotDeclaration> slots() {
        Map<String, SlotDeclaration> slots = new LinkedHashMap<>();
        drafts.forEach((name, draft) -> slots.put(name,
                new SlotDeclaration(name, draft.interfaceName(), draft.label(), draft.attributes(), draft.reach())));
        return slots;
    }
}
