package cordon.audit.record;

import cordon.api.policy.FileAccess;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A record as the corpus writes it. */
final class RecordText {
    private RecordText() {
    }

    static String of(LogRecord record) {
        String time = record.context().time().map(at -> String.valueOf(at.toEpochMilli())).orElse("-") + ":" + record.context().serial();
        String text = time + " " + record.getClass().getSimpleName() + " " + subject(record);
        return text.chars().mapToObj(c -> c < 32 ? String.format("\\x%02x", c) : String.valueOf((char) c)).collect(Collectors.joining());
    }

    private static String subject(LogRecord record) {
        Context context = record.context();
        String who = (context.label().isEmpty() ? "-" : context.label()) + " " + context.pid() + " " + context.comm() + "|";
        if (record instanceof LandlockDomain domain) {
            return who + domain.domain() + "|" + (domain.ended() ? "ends" : "begins");
        }
        Denial denial = (Denial) record;
        return (denial.refused() ? "refused " : "allowed ") + who + details(denial);
    }

    private static String details(Denial denial) {
        if (denial instanceof Denial.File d) {
            String access = Arrays.stream(FileAccess.values()).filter(d.access()::contains).map(one -> String.valueOf(one.letter())).collect(Collectors.joining());
            return String.join("|", d.operation(), d.path(), access, d.target(), d.owned() ? "owner" : "other");
        } else if (denial instanceof Denial.Capability d) {
            return d.name();
        } else if (denial instanceof Denial.Network d) {
            return String.join("|", d.operation(), d.family(), d.type(), String.valueOf(d.protocol()));
        } else if (denial instanceof Denial.Unix d) {
            return String.join("|", d.operation(), d.type(), d.mask(), d.address(), d.peerAddress(), d.peer());
        } else if (denial instanceof Denial.Signal d) {
            return String.join("|", d.mask(), d.signal(), d.peer());
        } else if (denial instanceof Denial.Ptrace d) {
            return String.join("|", d.mask(), d.peer());
        } else if (denial instanceof Denial.DBus d) {
            return String.join("|", d.bus(), d.mask(), d.path(), d.interfaceName(), d.member(), d.name(), d.peer());
        } else if (denial instanceof Denial.Mount d) {
            return String.join("|", d.operation(), d.source(), d.target(), d.type(), d.flags());
        } else if (denial instanceof Denial.Syscall d) {
            return String.join("|", d.arch().map(arch -> arch.snapName()).orElse("-"), Integer.toHexString(d.token()), String.valueOf(d.number()),
                    String.valueOf(d.signal()), d.action());
        } else if (denial instanceof Denial.Landlock d) {
            return String.join("|", d.domain(), String.join(",", d.blockers()), d.path(), d.detail());
        }
        Denial.Other other = (Denial.Other) denial;
        return other.operation() + "|" + other.detail();
    }
}
