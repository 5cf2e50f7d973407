package cordon.testkit.scratch;

import java.util.List;
import java.util.Map;

/**
 * A check line: {@code open PATH ACCESS}, {@code socket FAMILY TYPE [PROTOCOL]}, {@code syscall NAME}, or {@code dbus BUS send PATH INTERFACE.MEMBER}, which
 * only the rules are asked about: a message needs a service that takes it.
 *
 * @param text as it stands in the interface
 */
public record Action(String text) {
    private static final Map<String, Integer> FAMILIES = Map.ofEntries(Map.entry("unix", 1), Map.entry("inet", 2), Map.entry("ax25", 3), Map.entry("ipx", 4),
            Map.entry("appletalk", 5), Map.entry("bridge", 7), Map.entry("x25", 9), Map.entry("inet6", 10), Map.entry("key", 15), Map.entry("netlink", 16),
            Map.entry("packet", 17), Map.entry("pppox", 24), Map.entry("can", 29), Map.entry("tipc", 30), Map.entry("bluetooth", 31), Map.entry("alg", 38),
            Map.entry("nfc", 39), Map.entry("vsock", 40), Map.entry("qipcrtr", 42), Map.entry("xdp", 44));
    private static final Map<String, Integer> TYPES = Map.of("stream", 1, "dgram", 2, "raw", 3, "rdm", 4, "seqpacket", 5, "packet", 10);
    /** Of netlink(7), ip(7). */
    private static final Map<String, Integer> PROTOCOLS = Map.ofEntries(Map.entry("route", 0), Map.entry("sock_diag", 4), Map.entry("xfrm", 6), Map.entry("selinux", 7),
            Map.entry("iscsi", 8), Map.entry("audit", 9), Map.entry("connector", 11), Map.entry("netfilter", 12), Map.entry("dnrtmsg", 14),
            Map.entry("kobject_uevent", 15), Map.entry("generic", 16), Map.entry("crypto", 21), Map.entry("icmp", 1), Map.entry("tcp", 6), Map.entry("udp", 17),
            Map.entry("icmpv6", 58));
    /** Protocol 0 of a raw socket is none (raw(7)); any other shows whether such a socket can be made. */
    private static final int RAW = 255;

    /** @throws IllegalArgumentException when it is no action; the message says why */
    public Action {
        List<String> words = List.of(text.split(" "));
        switch (words.get(0)) {
            case "open" -> need(words.size() == 3 && words.get(1).matches("(/|@\\{[A-Z_]+\\}).*") && words.get(2).matches("[rwax]+"), text, "open PATH ACCESS");
            case "syscall" -> need(words.size() == 2 && words.get(1).matches("[a-z0-9_]+"), text, "syscall NAME");
            case "socket" -> need((words.size() == 3 || words.size() == 4) && FAMILIES.containsKey(words.get(1)) && TYPES.containsKey(words.get(2))
                    && (words.size() == 3 || PROTOCOLS.containsKey(words.get(3))), text, "socket FAMILY TYPE [PROTOCOL]");
            case "dbus" -> need(words.size() == 5 && words.get(1).matches("system|session") && words.get(2).equals("send"), text, "dbus BUS send PATH INTERFACE.MEMBER");
            default -> need(false, text, "open PATH ACCESS, socket FAMILY TYPE [PROTOCOL], syscall NAME, or dbus BUS send PATH INTERFACE.MEMBER");
        }
    }

    private static void need(boolean holds, String text, String wanted) {
        if (!holds) {
            throw new IllegalArgumentException("\"" + text + "\" is no action that can be tried; write " + wanted);
        }
    }

    private String word(int index) {
        return text.split(" ")[index];
    }

    /** Whether it is about a file. */
    boolean opens() {
        return word(0).equals("open");
    }

    /** Whether the kernel can be asked. */
    boolean canBeTried() {
        return !word(0).equals("dbus");
    }

    /** The path; a directory's ends in a slash. */
    String path() {
        return word(1);
    }

    /** The same action with values for the variables of paths. */
    Action resolved(Map<String, String> variables) {
        String resolved = text;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            resolved = resolved.replace("@{" + variable.getKey() + "}", variable.getValue());
        }
        return new Action(resolved);
    }

    /** As the probe takes it. @param make whether it may make a file that is not there */
    String forProbe(boolean make) {
        if (word(0).equals("socket")) {
            String[] words = text.split(" ");
            int protocol = words.length == 4 ? PROTOCOLS.get(words[3]) : words[2].equals("raw") && words[1].startsWith("inet") ? RAW : 0;
            return "socket " + FAMILIES.get(words[1]) + " " + TYPES.get(words[2]) + " " + protocol;
        }
        return opens() && make ? text + " make" : text;
    }
}
