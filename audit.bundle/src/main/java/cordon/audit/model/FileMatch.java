package cordon.audit.model;

import cordon.api.policy.DeviceRule;
import cordon.api.policy.FileAccess;
import cordon.api.policy.FileRule;
import cordon.api.policy.PathPattern;
import cordon.api.policy.PolicyEntry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Files and devices: what each rule adds up to. Pure. */
final class FileMatch {
    private FileMatch() {
    }

    static Verdict of(List<PolicyEntry> entries, Need.File need, Map<String, List<String>> variables, boolean devicesMediated) {
        Set<FileAccess> sure = EnumSet.noneOf(FileAccess.class);
        Set<FileAccess> owners = EnumSet.noneOf(FileAccess.class);
        List<PolicyEntry> because = new ArrayList<>();
        for (PolicyEntry entry : entries) {
            if (entry.rule() instanceof FileRule rule && applies(rule, need) && matches(rule.path(), need.path(), variables)) {
                if (rule.deny()) {
                    return new Verdict(Verdict.Answer.REFUSED, List.of(entry), "");
                }
                (rule.owner() && need.owned().isEmpty() ? owners : sure).addAll(granted(rule));
                because.add(entry);
            }
        }
        Set<FileAccess> all = EnumSet.copyOf(need.access());
        all.removeAll(sure);
        boolean onlyOwned = !all.isEmpty();
        all.removeAll(owners);
        if (!all.isEmpty()) {
            return new Verdict(Verdict.Answer.REFUSED, List.of(), "");
        }
        Verdict files = new Verdict(onlyOwned ? Verdict.Answer.DEPENDS : Verdict.Answer.ALLOWED, because, onlyOwned ? "only if the caller owns the file" : "");
        return need.device() && devicesMediated ? withDevice(entries, need, variables, files) : files;
    }

    /** Most patterns differ from the path before their first special character, which costs nothing to see. */
    private static boolean matches(PathPattern pattern, String path, Map<String, List<String>> variables) {
        String text = pattern.text();
        int plain = 0;
        while (plain < text.length() && "*?[{@".indexOf(text.charAt(plain)) < 0) {
            plain++;
        }
        return path.startsWith(text.substring(0, plain)) && pattern.matches(path, variables);
    }

    /** The rules that say something about the path, and all that are about devices. */
    static List<PolicyEntry> relevant(List<PolicyEntry> entries, Need.File need, Map<String, List<String>> variables) {
        return entries.stream().filter(entry -> entry.rule() instanceof DeviceRule || entry.rule() instanceof FileRule rule && applies(rule, need)
                && matches(rule.path(), need.path(), variables)).toList();
    }

    private static boolean applies(FileRule rule, Need.File need) {
        boolean common = granted(rule).stream().anyMatch(need.access()::contains);
        return common && (!rule.owner() || need.owned().orElse(true));
    }

    /** Who may write may append. */
    private static Set<FileAccess> granted(FileRule rule) {
        Set<FileAccess> granted = EnumSet.copyOf(rule.access());
        if (granted.contains(FileAccess.WRITE)) {
            granted.add(FileAccess.APPEND);
        }
        return granted;
    }

    private static Verdict withDevice(List<PolicyEntry> entries, Need.File need, Map<String, List<String>> variables, Verdict files) {
        List<PolicyEntry> because = new ArrayList<>(files.because());
        Optional<PolicyEntry> pattern = entries.stream().filter(entry -> entry.rule() instanceof DeviceRule rule && rule.node() != null
                && matches(rule.node(), need.path(), variables) && covers(rule, need)).findFirst();
        if (pattern.isPresent()) {
            because.add(pattern.get());
            return new Verdict(files.answer(), because, files.note());
        }
        Optional<PolicyEntry> number = entries.stream().filter(entry -> entry.rule() instanceof DeviceRule rule && rule.node() == null && covers(rule, need)
                && Nodes.is(need.path(), rule)).findFirst();
        number.ifPresent(because::add);
        return number.isPresent() ? new Verdict(files.answer(), because, files.note()) : new Verdict(Verdict.Answer.REFUSED, List.of(), "no device rule names it");
    }

    private static boolean covers(DeviceRule rule, Need.File need) {
        return (!need.access().contains(FileAccess.READ) || rule.access().contains(DeviceRule.Access.READ))
                && (!need.access().contains(FileAccess.WRITE) || rule.access().contains(DeviceRule.Access.WRITE));
    }
}
