package cordon.backend.cgroup;

/** The two kinds of control groups; a machine may have both. */
enum Version {
    /** A hierarchy with the devices controller. */
    V1,
    /** The unified hierarchy; devices and sockets are mediated by BPF programs. */
    V2
}
