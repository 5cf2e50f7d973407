package cordon.core.manage;

import cordon.api.backend.Backend;
import cordon.api.backend.Reach;
import cordon.api.snap.SecurityLabel;
import cordon.core.CordonException;
import cordon.core.RunningView;
import cordon.core.launch.Launcher;
import cordon.core.profiles.Change;
import cordon.core.registry.BackendState;
import cordon.core.registry.Foreign;
import cordon.core.registry.Provider;
import cordon.linux.LinuxException;
import cordon.linux.ProcessStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The processes of commands that run: those that this framework started, and those that backends find in what they made for a command.
 * An earlier framework has started these, or they outlive the one that was started.
 */
final class Running {
    private final Launcher launcher;

    Running(Launcher launcher) {
        this.launcher = launcher;
    }

    /**
     * Those of some commands, of each tree of processes the first, oldest first.
     *
     * @throws CordonException when a backend fails to tell
     */
    List<RunningView> of(Collection<SecurityLabel> labels, World now) throws CordonException {
        Set<SecurityLabel> wanted = new HashSet<>(labels);
        List<RunningView> running = new ArrayList<>(launcher.running().stream().filter(view -> wanted.contains(view.label())).toList());
        Set<Integer> known = new HashSet<>();
        running.forEach(view -> known.add(view.pid()));
        List<RunningView> found = new ArrayList<>();
        for (Map.Entry<SecurityLabel, Set<Integer>> one : told(wanted, now.backends()).entrySet()) {
            Map<Integer, ProcessStatus> shown = shown(one.getValue());
            shown.forEach((pid, process) -> {
                if (!known.contains(pid) && !known.contains(process.parent()) && !shown.containsKey(process.parent())) {
                    found.add(new RunningView(one.getKey(), pid, process.uid()));
                }
            });
        }
        found.sort(Comparator.comparing(RunningView::pid));
        running.addAll(0, found);
        return running;
    }

    /**
     * The commands of which processes may run that an earlier framework started: those of which no backend of this one can tell are among them.
     *
     * @throws CordonException when a backend fails to tell
     */
    static Set<SecurityLabel> outliving(Set<SecurityLabel> labels, List<BackendState> backends) throws CordonException {
        Set<SecurityLabel> running = new HashSet<>(labels);
        told(labels, backends).forEach((label, processes) -> {
            if (processes.isEmpty()) {
                running.remove(label);
            }
        });
        return running;
    }

    /** Those of all commands. */
    List<RunningView> all(World now) throws CordonException {
        return of(now.policies().keySet(), now);
    }

    /** When each backend's part of a change is effective: {@link Report#effect} with the processes that it does not reach. */
    List<String> effect(List<Change.Loaded> loaded, World now) {
        Set<SecurityLabel> later = new HashSet<>();
        loaded.stream().filter(one -> one.reach() == Reach.LATER).forEach(one -> later.addAll(one.labels()));
        try {
            return Report.effect(loaded, later.isEmpty() ? List.of() : of(later, now));
        } catch (CordonException e) {
            List<String> lines = new ArrayList<>(Report.effect(loaded, launcher.running()));
            lines.add(e.getMessage());
            return lines;
        }
    }

    /** Each label is left to the first backend that can tell. */
    private static Map<SecurityLabel, Set<Integer>> told(Set<SecurityLabel> labels, List<BackendState> backends) throws CordonException {
        Map<SecurityLabel, Set<Integer>> told = new HashMap<>();
        for (BackendState state : backends) {
            Set<SecurityLabel> open = new HashSet<>(labels);
            open.removeAll(told.keySet());
            if (!open.isEmpty() && state.support().available()) {
                Provider<Backend> backend = state.provider();
                try {
                    told.putAll(Foreign.call(() -> backend.service().processes(Set.copyOf(open))));
                } catch (Foreign.Failure e) {
                    throw new CordonException(CordonException.Kind.SYSTEM, "cannot find out what runs: the backend " + state.name() + " failed: " + e.getMessage(), e);
                }
            }
        }
        return told;
    }

    /** Those that have not ended meanwhile. */
    private static Map<Integer, ProcessStatus> shown(Set<Integer> pids) throws CordonException {
        Map<Integer, ProcessStatus> shown = new HashMap<>();
        for (int pid : pids) {
            try {
                ProcessStatus.of(pid).filter(process -> !process.hasEnded()).ifPresent(process -> shown.put(pid, process));
            } catch (LinuxException e) {
                throw new CordonException(CordonException.Kind.SYSTEM, "cannot find out what runs: " + e.getMessage(), e);
            }
        }
        return shown;
    }
}
