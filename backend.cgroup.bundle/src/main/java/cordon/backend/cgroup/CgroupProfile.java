package cordon.backend.cgroup;

import cordon.api.backend.BackendException;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Confinement;
import cordon.api.policy.DeviceRule;
import cordon.api.policy.NetworkRule;
import cordon.api.policy.PolicyEntry;
import cordon.api.policy.Rule;
import cordon.api.policy.Rules;
import cordon.api.policy.SyscallCondition;
import cordon.api.policy.SyscallRule;
import cordon.api.policy.UdevRule;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The text of a profile, a line each: {@code device: RULE}, {@code udev: RULE}, {@code network: open}; or {@code unrestricted} alone. What no
 * line opens is closed. {@code #} begins a comment. Immutable; its functions are pure.
 *
 * @param unrestricted no group at all
 * @param devices      devices by number or name
 * @param udev         devices by what sysfs says
 * @param network      whether the internet is open
 */
record CgroupProfile(boolean unrestricted, List<DeviceRule> devices, List<UdevRule> udev, boolean network) {
    private static final String DEVICE = "device: ";
    private static final String UDEV = "udev: ";
    private static final String OPEN = "network: open";
    private static final String UNRESTRICTED = "unrestricted";
    private static final Set<String> INTERNET = Set.of("inet", "inet6");
    private static final Set<String> INTERNET_CONSTANTS = Set.of("AF_INET", "AF_INET6", "PF_INET", "PF_INET6");

    CgroupProfile {
        devices = List.copyOf(devices);
        udev = List.copyOf(udev);
    }

    /** Sorted, each rule once, with its origins as comments before it. */
    static String render(AppPolicy policy) {
        String head = "# Devices that " + policy.label().text() + " may use, and whether it may use the internet. All else is refused, while it runs too.\n";
        if (policy.confinement() != Confinement.STRICT) {
            return head + UNRESTRICTED + "\n";
        }
        Map<String, TreeSet<String>> lines = new TreeMap<>();
        for (PolicyEntry entry : policy.entries()) {
            String line = line(entry.rule());
            if (!line.isEmpty()) {
                String why = entry.origin().describe() + (entry.reason().isEmpty() ? "" : ": " + entry.reason());
                lines.computeIfAbsent(line, one -> new TreeSet<>()).add(why);
            }
        }
        StringBuilder text = new StringBuilder(head);
        lines.forEach((line, origins) -> {
            origins.forEach(origin -> text.append("# ").append(origin).append('\n'));
            text.append(line).append('\n');
        });
        return text.toString();
    }

    private static String line(Rule rule) {
        if (rule instanceof DeviceRule device) {
            return DEVICE + device.text();
        }
        if (rule instanceof UdevRule device) {
            return UDEV + device.text();
        }
        return opensInternet(rule) ? OPEN : "";
    }

    /** Whether a rule grants sockets of the internet. */
    static boolean opensInternet(Rule rule) {
        if (rule instanceof SyscallRule call && call.name().equals("socket") && !call.deny()) {
            SyscallCondition family = call.conditions().isEmpty() ? SyscallCondition.ANY : call.conditions().get(0);
            return family.operator() != SyscallCondition.Operator.EQUAL || INTERNET_CONSTANTS.contains(family.value()) || family.value().matches("[0-9].*");
        }
        return rule instanceof NetworkRule network && !network.deny() && INTERNET.contains(network.family());
    }

    /** Whether what it opens depends on the devices that there are. */
    boolean follows() {
        return !udev.isEmpty() || devices.stream().anyMatch(device -> device.node() != null);
    }

    /**
     * Reads a profile back.
     *
     * @param file for messages
     * @throws BackendException with file, line number and reason
     */
    static CgroupProfile parse(String text, String file) throws BackendException {
        Set<DeviceRule> devices = new LinkedHashSet<>();
        List<UdevRule> udev = new ArrayList<>();
        boolean network = false;
        boolean unrestricted = false;
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            int comment = lines[i].indexOf('#');
            String line = (comment < 0 ? lines[i] : lines[i].substring(0, comment)).strip();
            if (line.startsWith(DEVICE)) {
                devices.add(device(line.substring(DEVICE.length()), file, i + 1));
            } else if (line.startsWith(UDEV)) {
                udev.add(rule(UdevRule.class, "udev", line.substring(UDEV.length()), file, i + 1));
            } else if (line.equals(OPEN)) {
                network = true;
            } else if (line.equals(UNRESTRICTED)) {
                unrestricted = true;
            } else if (!line.isEmpty()) {
                throw bad(file, i + 1, "a line is \"device: RULE\", \"udev: RULE\", \"" + OPEN + "\" or \"" + UNRESTRICTED + "\"", null);
            }
        }
        return new CgroupProfile(unrestricted, List.copyOf(devices), udev, network);
    }

    /** Devices are the machine's: a name that depends on the snap or the user is none of theirs. */
    private static DeviceRule device(String text, String file, int line) throws BackendException {
        DeviceRule rule = rule(DeviceRule.class, "device", text, file, line);
        try {
            if (rule.node() != null) {
                rule.node().alternatives(Map.of());
            }
            return rule;
        } catch (IllegalArgumentException e) {
            throw bad(file, line, e.getMessage(), e);
        }
    }

    private static <R extends Rule> R rule(Class<R> type, String kind, String text, String file, int line) throws BackendException {
        try {
            return type.cast(Rules.parse(kind, text));
        } catch (IllegalArgumentException e) {
            throw bad(file, line, e.getMessage(), e);
        }
    }

    private static BackendException bad(String file, int line, String why, Throwable cause) {
        return new BackendException("cannot read " + file + ":" + line + ": " + why, cause);
    }
}
