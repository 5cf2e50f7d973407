package cordon.audit.text;

import cordon.api.policy.FileAccess;
import cordon.audit.record.Denial;
import cordon.linux.Arch;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What was tried, in a few words. What programs chose is still as they chose it; see {@link Printable}. */
public final class Wording {
    private Wording() {
    }

    /** As in {@code open /etc/shadow (r)}, {@code socket inet stream}, {@code system call mount}. */
    public static String of(Denial denial) {
        if (denial instanceof Denial.File d) {
            return d.operation() + " " + d.path() + letters(d.access()) + (d.target().isEmpty() ? "" : " -> " + d.target());
        } else if (denial instanceof Denial.Capability d) {
            return "capability " + d.name();
        } else if (denial instanceof Denial.Network d) {
            return words("socket", d.family(), d.type(), d.operation().equals("create") ? "" : "(" + d.operation() + ")");
        } else if (denial instanceof Denial.Unix d) {
            return words("unix socket:", d.operation(), d.type(), d.address(), d.peerAddress().isEmpty() ? "" : "to " + d.peerAddress(),
                    d.peer().isEmpty() ? "" : "of " + d.peer());
        } else if (denial instanceof Denial.Signal d) {
            return words(d.mask(), "signal", d.signal(), d.peer().isEmpty() ? "" : (d.mask().equals("receive") ? "from " : "to ") + d.peer());
        } else if (denial instanceof Denial.Ptrace d) {
            return words("ptrace", d.mask(), d.peer());
        } else if (denial instanceof Denial.DBus d) {
            return words("dbus", d.bus(), d.mask(), d.path(), d.interfaceName() + (d.member().isEmpty() ? "" : "." + d.member()), d.name());
        } else if (denial instanceof Denial.Mount d) {
            return words(d.operation(), d.source(), d.target(), d.type(), d.flags().isEmpty() ? "" : "(" + d.flags() + ")");
        } else if (denial instanceof Denial.Syscall d) {
            return "system call " + syscall(d) + (d.signal() == 0 ? "" : ", ended by signal " + d.signal());
        } else if (denial instanceof Denial.Landlock d) {
            return words(String.join(",", d.blockers()), d.path(), d.detail());
        } else if (denial instanceof Denial.Ruled d) {
            return words(d.rule().kind(), d.rule().text());
        }
        Denial.Other other = (Denial.Other) denial;
        return words(other.operation(), other.detail());
    }

    /** The name of the call on its architecture, which is named where it is not this machine's own; else the number. */
    public static String syscall(Denial.Syscall denial) {
        String name = denial.arch().flatMap(arch -> arch.name(denial.number())).orElse("number " + denial.number());
        String arch = denial.arch().map(one -> one == Arch.host() ? "" : " (" + one.snapName() + ")")
                .orElse(String.format(" (architecture 0x%08x)", denial.token()));
        return name + arch;
    }

    private static String words(String... words) {
        return Arrays.stream(words).filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
    }

    /** The letters of apparmor.d(5), in their order. */
    public static String letters(Set<FileAccess> access) {
        return Arrays.stream(FileAccess.values()).filter(access::contains).map(one -> String.valueOf(one.letter())).collect(Collectors.joining("", " (", ")"));
    }
}
