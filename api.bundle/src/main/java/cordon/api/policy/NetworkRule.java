package cordon.api.policy;

/**
 * Making sockets of an address family (socket(2)).
 *
 * @param family   lower case without {@code AF_}: {@code inet}, {@code inet6}, {@code netlink}, {@code unix}, ...
 * @param type     {@code stream}, {@code dgram}, {@code seqpacket}, {@code raw}, {@code rdm}, or null for any
 * @param protocol {@code tcp}, {@code udp}, {@code icmp}, ..., or null for any
 * @param deny     refused, whatever other rules grant
 */
public record NetworkRule(String family, String type, String protocol, boolean deny) implements Rule {
    /** @throws IllegalArgumentException when a word is not an identifier */
    public NetworkRule {
        Checks.identifier("an address family", family);
        if (type != null) {
            Checks.identifier("a socket type", type);
        }
        if (protocol != null) {
            Checks.identifier("a protocol", protocol);
        }
    }

    @Override
    public String kind() {
        return "network";
    }

    @Override
    public String text() {
        return (deny ? "deny " : "") + family + (type == null && protocol == null ? "" : " " + (type == null ? "-" : type))
                + (protocol == null ? "" : " " + protocol);
    }

    static NetworkRule parse(Words words) {
        boolean deny = words.take("deny");
        String family = words.next("an address family");
        String type = words.isEmpty() ? null : words.next("a type");
        String protocol = words.isEmpty() ? null : words.next("a protocol");
        words.end();
        return new NetworkRule(family, "-".equals(type) ? null : type, protocol, deny);
    }
}
