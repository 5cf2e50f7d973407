package cordon.backend.cgroup;

/** The two kinds of control groups; a machine may have both. */
enum Version {
    /** A hierarchy with the devices controller. */
    V1("tasks"),
    /** The unified hierarchy; devices and sockets are mediated by BPF programs. */
    V2("cgroup.procs");

    private final String joinFile;

    Version(String joinFile) {
        this.joinFile = joinFile;
    }

    /** The file of a group by which a process of one thread joins it; see {@link cordon.api.launch.LaunchStep.JoinCgroup}. */
    String joinFile() {
        return joinFile;
    }
}
