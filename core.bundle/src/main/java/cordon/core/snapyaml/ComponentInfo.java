package cordon.core.snapyaml;

import java.util.Map;

/**
 * An optional part of a snap that is delivered separately.
 *
 * @param name        valid by {@link Names#isComponent}
 * @param type        what it holds, such as {@code standard} or {@code kernel-modules}; as written
 * @param summary     one line for people; empty if none
 * @param description text for people; empty if none
 * @param hooks       its hooks by name
 */
public record ComponentInfo(String name, String type, String summary, String description, Map<String, HookInfo> hooks) {

    /** Keeps a copy of the hooks. */
    public ComponentInfo {
        hooks = Values.ordered(hooks);
    }
}
