package cordon.core.snapyaml;

import cordon.api.snap.SnapType;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code components}. */
final class ComponentsReader {

    private final SnapType snapType;
    private final HooksReader hooks;

    ComponentsReader(SnapType snapType, HooksReader hooks) {
        this.snapType = snapType;
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
        if (!section.has("type")) {
            section.findings().problem(section.at(), section.pathOf("type"), "is missing; add a line such as \"type: standard\"");
        }
        String type = section.text("type", Names::isHook, "a component's type is a word such as standard");
        if (type.equals("kernel-modules") && snapType != SnapType.KERNEL) {
            section.problem("type", "\"kernel-modules\" is possible in a snap of type kernel only; choose another type");
        }
        ComponentInfo info =
                new ComponentInfo(name, type, section.text("summary"), section.text("description"), hooks.read(section, name + "+"));
        section.keepUnknown();
        return info;
    }
}
