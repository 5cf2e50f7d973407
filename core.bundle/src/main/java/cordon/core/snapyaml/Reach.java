package cordon.core.snapyaml;

import java.util.Set;

/**
 * Which commands of its snap a plug or slot belongs to. One that the snap declares and that no app and no hook lists
 * belongs to all of them, also to hooks that the file does not mention; one that is listed belongs to the listing ones only.
 *
 * @param wholeSnap whether it belongs to every app and every hook; the sets are then empty
 * @param apps      names of the apps that list it
 * @param hooks     names of the hooks that list it; {@code COMPONENT+HOOK} for a component's
 */
public record Reach(boolean wholeSnap, Set<String> apps, Set<String> hooks) {

    /** Every app and every hook. */
    public static final Reach WHOLE_SNAP = new Reach(true, Set.of(), Set.of());

    /** @throws IllegalArgumentException if it is both whole and listed, or neither */
    public Reach {
        apps = Set.copyOf(apps);
        hooks = Set.copyOf(hooks);
        if (wholeSnap != (apps.isEmpty() && hooks.isEmpty())) {
            throw new IllegalArgumentException("a reach is either the whole snap or a list of apps and hooks");
        }
    }

    /** Whether it belongs to this app. */
    public boolean includesApp(String app) {
        return wholeSnap || apps.contains(app);
    }

    /** Whether it belongs to this hook; {@code COMPONENT+HOOK} for a component's. */
    public boolean includesHook(String hook) {
        return wholeSnap || hooks.contains(hook);
    }
}
