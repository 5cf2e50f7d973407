package cordon.core.snapyaml;

import cordon.api.policy.Confinement;
import cordon.api.snap.SnapType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a snap says of itself in {@code meta/snap.yaml}: checked, immutable, and not yet joined with anything of this system.
 * Texts are empty where the file has none. Maps keep the order of the file. Safe for use by several threads.
 *
 * @param name            valid by {@link Names#isSnap}
 * @param version         for people; valid by {@link Names#isVersion}
 * @param type            what it is for
 * @param base            the snap that is its root file system; empty if it names none; {@code none} and {@code bare} as written
 * @param summary         one line for people
 * @param description     text for people, up to 4096 code points
 * @param title           a name for people, up to 40 code points
 * @param license         an SPDX expression
 * @param architectures   where it runs, in Debian's names; {@code all} if the file names none
 * @param confinement     how it asks to be confined
 * @param grade           whether it is fit for use
 * @param epoch           the formats of data that it reads and writes
 * @param assumes         features of the system that it relies on
 * @param provenance      where its assertion must come from; empty for the default
 * @param links           addresses by kind: {@code website}, {@code contact}, {@code issues}, {@code donation}, {@code source-code}, ...
 * @param environment     variables of all its commands
 * @param layout          paths with other content than the base has there, by path
 * @param plugs           what it needs, by name
 * @param slots           what it offers, by name
 * @param apps            its commands, by name
 * @param hooks           its hooks that the file mentions, by name
 * @param components      its optional parts, by name
 * @param systemUsernames users that its daemons may become, by name
 * @param unknown         keys that have no effect, with their values, by path ({@code hooks.configure.foo}); an app keeps its own
 */
public record SnapInfo(String name, String version, SnapType type, String base, String summary, String description, String title,
        String license, List<String> architectures, Confinement confinement, Grade grade, Epoch epoch, List<String> assumes,
        String provenance, Map<String, List<String>> links, Environment environment, Map<String, LayoutEntry> layout,
        Map<String, PlugDeclaration> plugs, Map<String, SlotDeclaration> slots, Map<String, AppInfo> apps,
        Map<String, HookInfo> hooks, Map<String, ComponentInfo> components, Map<String, SystemUsername> systemUsernames,
        Map<String, Object> unknown) {

    /** Keeps copies of the collections. */
    public SnapInfo {
        architectures = List.copyOf(architectures);
        assumes = List.copyOf(assumes);
        links = Values.ordered(links);
        layout = Values.ordered(layout);
        plugs = Values.ordered(plugs);
        slots = Values.ordered(slots);
        apps = Values.ordered(apps);
        hooks = Values.ordered(hooks);
        components = Values.ordered(components);
        systemUsernames = Values.ordered(systemUsernames);
        unknown = Values.copyOf(unknown);
    }

    /** The app of this name. */
    public Optional<AppInfo> app(String app) {
        return Optional.ofNullable(apps.get(app));
    }

    /** The plugs that belong to this app: those it lists, and those of the whole snap. */
    public List<PlugDeclaration> plugsOf(String app) {
        return plugs.values().stream().filter(plug -> plug.reach().includesApp(app)).toList();
    }

    /** The slots that belong to this app: those it lists, and those of the whole snap. */
    public List<SlotDeclaration> slotsOf(String app) {
        return slots.values().stream().filter(slot -> slot.reach().includesApp(app)).toList();
    }

    /** The plugs that belong to this hook, also to one that the file does not mention; {@code COMPONENT+HOOK} for a component's. */
    public List<PlugDeclaration> plugsOfHook(String hook) {
        return plugs.values().stream().filter(plug -> plug.reach().includesHook(hook)).toList();
    }

    /** The slots that belong to this hook, also to one that the file does not mention. A component's hook has none. */
    public List<SlotDeclaration> slotsOfHook(String hook) {
        if (hook.indexOf('+') >= 0) {
            return List.of();
        }
        return slots.values().stream().filter(slot -> slot.reach().includesHook(hook)).toList();
    }
}
