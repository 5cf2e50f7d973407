package cordon.backend.landlock;

import cordon.api.backend.Enforcement;
import cordon.api.policy.FileAccess;
import cordon.api.policy.FileRule;
import cordon.api.policy.LinkRule;
import cordon.api.policy.NetworkRule;
import cordon.api.policy.PtraceRule;
import cordon.api.policy.Rule;
import cordon.api.policy.SignalRule;
import cordon.api.policy.UnixSocketRule;
import cordon.api.policy.Variables;
import java.util.Set;

/**
 * How faithfully Landlock enforces a rule (landlock(7)). Its rights are on a file, or on a directory and all beneath it; they
 * are checked when a file is opened, executed, made, moved or removed. It knows nothing of owners, locks and mappings.
 *
 * <p>{@code /proc} cannot be said by process, since the processes are not there yet: its files can be read as a whole. What is
 * in it is held back elsewhere: the mount backend's procfs shows a process only those that it may trace (proc(5),
 * {@code hidepid=ptraceable}, Linux 5.8), Landlock lets none be traced but those of the same launch, and files that tell of the
 * whole machine are covered.
 */
final class LandlockEnforcement {
    private static final Enforcement EXACTLY = new Enforcement.Exactly();
    private static final String PROC = "@{" + Variables.PROC + "}/";
    private static final String HOME = "@{" + Variables.HOME + "}/";

    private final int abi;
    private final OutsideEnforcement outside;

    LandlockEnforcement(int abi) {
        this.abi = abi;
        this.outside = new OutsideEnforcement(abi);
    }

    Enforcement of(Rule rule) {
        if (abi == 0) {
            return new Enforcement.NotAtAll("this kernel has no Landlock");
        }
        if (rule instanceof FileRule file) {
            return file.deny() ? ofDenial(file) : ofFile(file);
        }
        if (rule instanceof LinkRule) {
            return new Enforcement.Weaker("links can be made wherever both directories may be written");
        }
        if (rule instanceof SignalRule signal) {
            return outside.of(signal);
        }
        if (rule instanceof PtraceRule ptrace) {
            return OutsideEnforcement.of(ptrace);
        }
        if (rule instanceof UnixSocketRule unix) {
            return outside.of(unix);
        }
        return rule instanceof NetworkRule network ? outside.of(network) : new Enforcement.NotAtAll("Landlock does not mediate it");
    }

    private static Enforcement ofDenial(FileRule file) {
        return Rights.ofTree(file.access()) == 0 ? new Enforcement.NotAtAll("locks, mappings and links are not mediated")
                : new Enforcement.Stricter("around what is refused, files are allowed one by one, as they are when the program starts");
    }

    private static Enforcement ofFile(FileRule file) {
        String text = file.path().text();
        Set<FileAccess> access = file.access();
        if (Rights.ofTree(access) == 0) {
            return new Enforcement.NotAtAll("locks, mappings and links are not mediated");
        }
        if (text.equals(HOME)) {
            return new Enforcement.Stricter("the list has the granted entries, as they are when the program starts");
        }
        if (text.startsWith(PROC) && text.length() > PROC.length() && "[*".indexOf(text.charAt(PROC.length())) >= 0) {
            return access.contains(FileAccess.WRITE) ? new Enforcement.Stricter("nothing of a process in /proc can be written")
                    : new Enforcement.Weaker("all of the processes that are shown can be read: those of the same launch, unless a connection shows all");
        }
        if (text.startsWith("/dev/pt")) {
            return new Enforcement.Weaker("all devices that the view shows can be opened: those that every program has, and those of connections");
        }
        if (text.matches(".*\\*\\*.+") && !text.matches(".*\\*\\*\\}*")) {
            return new Enforcement.Stricter("a pattern with ** before its end is left out");
        }
        return file.path().isDirectory() ? new Enforcement.Weaker("the names of all beneath can be listed; homes and the root are left out")
                : ofFileOrTree(file, text);
    }

    private static Enforcement ofFileOrTree(FileRule file, String text) {
        boolean below = text.replaceAll("\\}*$", "").endsWith("/**") || text.endsWith("{,**}");
        if (!below) {
            return new Enforcement.Stricter("it holds for the files that are there when the program starts");
        }
        if (file.owner()) {
            return new Enforcement.Weaker("the owner of the directory is checked; files of others beneath are left to file permissions");
        }
        return file.access().contains(FileAccess.APPEND) ? new Enforcement.Weaker("what can be appended to can be overwritten") : EXACTLY;
    }
}
