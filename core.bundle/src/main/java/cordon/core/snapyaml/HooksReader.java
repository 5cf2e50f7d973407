package cordon.core.snapyaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads {@code hooks} of a snap or of a component. */
final class HooksReader {

    /** The hooks that snapd runs. Others are kept, for they do no harm, but nobody calls them. */
    private static final Pattern KNOWN = Pattern.compile("prepare-device|install-device|configure|default-configure|install|remove|"
            + "pre-refresh|post-refresh|gate-auto-refresh|check-health|fde-setup|"
            + "change-view-.+|load-view-.+|query-view-.+|save-view-.+|observe-view-.+|"
            + "(?:un)?prepare-(?:plug|slot)-.+|(?:dis)?connect-(?:plug|slot)-.+");

    private final Endpoints plugs;
    private final Endpoints slots;

    HooksReader(Endpoints plugs, Endpoints slots) {
        this.plugs = plugs;
        this.slots = slots;
    }

    /** The prefix is {@code COMPONENT+} for a component's hooks, else empty. */
    Map<String, HookInfo> read(Section owner, String prefix) {
        Map<String, HookInfo> hooks = new LinkedHashMap<>();
        owner.section("hooks").ifPresent(section -> {
            for (String name : section.keys()) {
                if (!Names.isHook(name)) {
                    section.problem(name, Shown.quoted(name)
                            + " is not possible; a hook's name begins with a lower case letter and has lower case letters, digits and single inner dashes");
                    continue;
                }
                if (!KNOWN.matcher(name).matches()) {
                    section.warning(name, "is not a hook that is ever run");
                }
                section.sectionOrEmpty(name).ifPresent(hook -> hooks.put(name, hook(hook, name, prefix)));
            }
            if (hooks.containsKey("default-configure") && !hooks.containsKey("configure")) {
                section.problem("default-configure", "needs a hook \"configure\" beside it; add one");
            }
        });
        return hooks;
    }

    private HookInfo hook(Section hook, String name, String prefix) {
        plugs.listedByHook(hook, prefix + name);
        slots.listedByHook(hook, prefix + name);
        HookInfo info = new HookInfo(name, Commands.chain(hook), EnvironmentReader.read(hook));
        BuildKeys.takeFrom(hook, BuildKeys.COMMAND);
        hook.unknown();
        return info;
    }
}
