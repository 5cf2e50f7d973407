package cordon.api.policy;

/**
 * Use of a capability by a process that has it.
 *
 * @param capability lower case without {@code CAP_}, e.g. {@code net_admin} (capabilities(7))
 * @param deny       refused, whatever other rules grant
 */
public record CapabilityRule(String capability, boolean deny) implements Rule {
    /** @throws IllegalArgumentException when the name is none of {@link Capabilities#NAMES} */
    public CapabilityRule {
        Capabilities.number(capability);
    }

    /** Allows it. */
    public static CapabilityRule allow(String capability) {
        return new CapabilityRule(capability, false);
    }

    @Override
    public String kind() {
        return "capability";
    }

    @Override
    public String text() {
        return (deny ? "deny " : "") + capability;
    }

    static CapabilityRule parse(Words words) {
        boolean deny = words.take("deny");
        String name = words.next("the name of a capability");
        words.end();
        return new CapabilityRule(name, deny);
    }
}
