package cordon.audit.model;

import java.util.Map;
import java.util.OptionalLong;

/** Arguments of system calls as rules and people write them: numbers, and names that stand for the same number on every architecture. Pure. */
final class Constants {
    private static final Map<String, Long> NAMED = Map.ofEntries(
            // socket(2)
            Map.entry("AF_UNSPEC", 0L), Map.entry("AF_UNIX", 1L), Map.entry("AF_LOCAL", 1L), Map.entry("AF_INET", 2L), Map.entry("AF_AX25", 3L), Map.entry("AF_IPX", 4L),
            Map.entry("AF_APPLETALK", 5L), Map.entry("AF_X25", 9L), Map.entry("AF_INET6", 10L), Map.entry("AF_KEY", 15L), Map.entry("AF_NETLINK", 16L), Map.entry("AF_ROUTE", 16L),
            Map.entry("AF_PACKET", 17L), Map.entry("AF_PPPOX", 24L), Map.entry("AF_CAN", 29L), Map.entry("AF_TIPC", 30L), Map.entry("AF_BLUETOOTH", 31L), Map.entry("AF_ALG", 38L),
            Map.entry("AF_NFC", 39L), Map.entry("AF_VSOCK", 40L), Map.entry("AF_QIPCRTR", 42L), Map.entry("AF_XDP", 44L),
            Map.entry("SOCK_STREAM", 1L), Map.entry("SOCK_DGRAM", 2L), Map.entry("SOCK_RAW", 3L), Map.entry("SOCK_RDM", 4L), Map.entry("SOCK_SEQPACKET", 5L),
            // inode(7), chown(2)
            Map.entry("S_ISUID", 04000L), Map.entry("S_ISGID", 02000L), Map.entry("S_IFREG", 0100000L), Map.entry("S_IFIFO", 010000L), Map.entry("S_IFSOCK", 0140000L),
            Map.entry("S_IFCHR", 020000L), Map.entry("S_IFBLK", 060000L), Map.entry("O_CREAT", 0100L), Map.entry("u:root", 0L), Map.entry("g:root", 0L),
            // clone(2)
            Map.entry("CLONE_NEWNS", 0x20000L), Map.entry("CLONE_NEWCGROUP", 0x2000000L), Map.entry("CLONE_NEWUTS", 0x4000000L), Map.entry("CLONE_NEWIPC", 0x8000000L),
            Map.entry("CLONE_NEWUSER", 0x10000000L), Map.entry("CLONE_NEWPID", 0x20000000L), Map.entry("CLONE_NEWNET", 0x40000000L),
            // ioctl_tty(2), setpriority(2)
            Map.entry("TIOCSTI", 0x5412L), Map.entry("TIOCLINUX", 0x541cL), Map.entry("PRIO_PROCESS", 0L), Map.entry("PRIO_PGRP", 1L), Map.entry("PRIO_USER", 2L));

    private Constants() {
    }

    /** Empty for a name that is not known here, or means something else on another architecture. */
    static OptionalLong value(String text) {
        if (NAMED.containsKey(text)) {
            return OptionalLong.of(NAMED.get(text));
        }
        if (text.matches("0x[0-9a-fA-F]{1,16}")) {
            return OptionalLong.of(Long.parseUnsignedLong(text.substring(2), 16));
        }
        if (text.matches("0[0-7]{1,21}")) {
            return OptionalLong.of(Long.parseUnsignedLong(text, 8));
        }
        return text.matches("-?[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
