package cordon.core.snapyaml;

import java.util.List;

/**
 * What the file says of a hook. A hook's program is {@code meta/hooks/NAME}; it may exist without being mentioned.
 *
 * @param name         valid by {@link Names#isHook}
 * @param commandChain programs, relative to the snap, that run before the hook and get it as arguments
 * @param environment  the hook's own variables
 */
public record HookInfo(String name, List<String> commandChain, Environment environment) {

    /** Keeps a copy of the chain. */
    public HookInfo {
        commandChain = List.copyOf(commandChain);
    }
}
