package cordon.core.snapyaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads {@code hooks} of a snap or of a component. */
final class HooksReader {

    /** The hooks that snapd runs. Others are kept, for they do no harm, but nobody calls them. */
    private static final Pattern KNOWN = Pattern.compile("prepare-device|install-device|configure|default-configure|install|remove|"
            + "pre-refresh|post-refresh|gate-auto-refresh|check-health|fde-setup|"
            + "change-view-.+|load-view-.+|query-view-.+|save-view-.+|observe-view-.+|"
            + "(?:un)?prepare-(?:plug|slot)-.+|(?:dis)?connect-(?:plug|slot)-.+");

    private static final Set<String> OF_COMPONENTS = Set.of("install", "remove", "pre-refresh", "post-refresh");

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
                    section.problem(name, Shown.quoted(name) + " is not possible; a hook's name begins with a lower case letter "
                            + "and has lower case letters, digits and single inner dashes");
                    continue;
                }
                boolean known = prefix.isEmpty() ? KNOWN.matcher(name).matches() : OF_COMPONENTS.contains(name);
                if (!known) {
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
        if (prefix.isEmpty()) {
            slots.listedByHook(hook, name);
        } else if (hook.has("slots")) {
            hook.problem("slots", "is not possible for a component's hook; remove the key");
        }
        HookInfo info = new HookInfo(name, Commands.chain(hook), EnvironmentReader.read(hook));
        BuildKeys.takeFrom(hook, BuildKeys.COMMAND).forEach((key, value) -> hook.findings().unknown(hook.pathOf(key), value));
        hook.keepUnknown();
        return info;
    }
}
