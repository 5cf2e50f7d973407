package cordon.core.snapyaml;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code components}. */
final class ComponentsReader {

    private final HooksReader hooks;

    ComponentsReader(HooksReader hooks) {
        this.hooks = hooks;
    }

    Map<String, ComponentInfo> read(Section top) {
        Map<String, ComponentInfo> components = new LinkedHashMap<>();
        top.section("components").ifPresent(section -> {
            for (String name : section.keys()) {
                if (!Names.isComponent(name)) {
                    section.problem(name, Shown.quoted(name) + " is not possible; a component is named by the rules for snaps");
                    continue;
                }
                section.sectionOrEmpty(name).ifPresent(component -> components.put(name, component(component, name)));
            }
        });
        return components;
    }

    private ComponentInfo component(Section section, String name) {
        ComponentInfo info = new ComponentInfo(name, section.text("type", Names::isHook, "a component's type is a word such as standard"),
                section.text("summary"), section.text("description"), hooks.read(section, name + "+"));
        section.unknown();
        return info;
    }
}
