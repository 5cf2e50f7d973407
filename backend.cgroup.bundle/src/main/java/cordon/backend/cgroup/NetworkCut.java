package cordon.backend.cgroup;

import cordon.linux.Bpf;
import cordon.linux.CgroupHook;
import cordon.linux.EbpfCode;
import cordon.linux.Fd;
import cordon.linux.LinuxException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts the processes of a group off the internet, loopback included: they make no IPv4 and IPv6 sockets, connect none, and nothing comes or goes
 * through those that they made before. Sockets that a process was given from outside the group are not its own and stay. Used by one
 * thread at a time.
 */
final class NetworkCut implements AutoCloseable {
    private static final List<CgroupHook> HOOKS = List.of(CgroupHook.SOCKET, CgroupHook.CONNECT4, CgroupHook.CONNECT6, CgroupHook.EGRESS,
            CgroupHook.INGRESS);

    private final Map<CgroupHook, Fd> programs;

    private NetworkCut(Map<CgroupHook, Fd> programs) {
        this.programs = programs;
    }

    /** Loads the programs; each refuses. */
    static NetworkCut load() throws LinuxException {
        NetworkCut cut = new NetworkCut(new EnumMap<>(CgroupHook.class));
        boolean complete = false;
        try {
            for (CgroupHook hook : HOOKS) {
                cut.programs.put(hook, Bpf.load(hook, new EbpfCode().set(0, 0).exit(), "cordon_cut"));
            }
            complete = true;
            return cut;
        } finally {
            if (!complete) {
                cut.close();
            }
        }
    }

    /**
     * Opens or cuts, at once.
     *
     * @param group directory of a group of {@link Version#V2}
     */
    void apply(Fd group, boolean open) throws LinuxException {
        for (CgroupHook hook : HOOKS) {
            if (open) {
                Bpf.detach(group, hook);
            } else {
                Bpf.attach(group, hook, programs.get(hook));
            }
        }
    }

    @Override
    public void close() {
        programs.values().forEach(Fd::close);
    }
}
