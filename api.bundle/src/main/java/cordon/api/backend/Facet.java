package cordon.api.backend;

import java.util.Locale;

/** What a backend mediates. A strict application launches only when every facet that the site requires is mediated. */
public enum Facet {
    /** Opening, executing and changing files. */
    FILES,
    /** System calls and their arguments. */
    SYSTEM_CALLS,
    /** The view of the file system: namespace, private {@code /tmp}, devpts. */
    MOUNTS,
    /** Device nodes. */
    DEVICES,
    /** Sockets of the network. */
    NETWORK,
    /** Other processes: signals, ptrace, D-Bus, sockets. */
    PROCESSES;

    /** For people: {@code system calls}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
