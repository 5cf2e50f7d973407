package cordon.audit.source;

import cordon.api.snap.SecurityLabel;
import cordon.audit.record.Context;
import cordon.core.Cordon;
import cordon.core.RunningView;
import cordon.linux.LinuxException;
import cordon.linux.ProcessFile;
import cordon.linux.ProcessStatus;
import cordon.linux.Self;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose a record is: by its label, by the process or its control group where that is known, or by the program's path. The first two come from the
 * kernel; a path below {@code /snap} names the snap alone. Thread-safe.
 */
public final class Owners {
    private static final System.Logger LOG = System.getLogger(Owners.class.getName());
    private static final Pattern LABEL = Pattern.compile("(?:.*//&)?snap\\.([a-z0-9-]{1,40}(?:_[a-z0-9]{1,10})?)\\.((?:hook\\.)?[a-zA-Z0-9-]{1,255})(?://.*)?");
    private static final Pattern PROGRAM = Pattern.compile("/snap/([a-z0-9-]{1,40}(?:_[a-z0-9]{1,10})?)/[^/]{1,40}/.*");
    /** The cgroup backend's groups: {@code BASE/cordon/ID/LABEL}. */
    private static final Pattern GROUP = Pattern.compile("(?m)^[0-9]+:[^:]*:.*/cordon/[^/]{1,64}/(snap\\.[^/\n]{1,300})(?:/.*)?$");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int GENERATIONS = 64;
    /** By then whoever starts a program has listed it, on a machine that is busy too. */
    private static final Duration LISTED = Duration.ofSeconds(2);
    private static final long STEP_NANOS = 5_000_000L;

    private final Cordon cordon;
    private final IntUnaryOperator began;

    /** @param cordon knows what it started */
    public Owners(Cordon cordon) {
        this(cordon, process -> 0);
    }

    private Owners(Cordon cordon, IntUnaryOperator began) {
        this.cordon = cordon;
        this.began = began;
    }

    /** These, who also know processes that have ended meanwhile. */
    public Owners with(Ancestry ancestry) {
        return new Owners(cordon, ancestry::parent);
    }

    /**
     * A command of a snap.
     *
     * @param snap instance name
     * @param app  empty when the command is not known
     */
    public record Owner(String snap, String app) {
        /** As it is run: {@code web.wget}; the snap alone when the command is not known or has its name. */
        public String name() {
            return app.isEmpty() || app.equals(snap) ? snap : snap + "." + app;
        }

        /** Whether a person who typed this means it. */
        public boolean matches(String wanted) {
            return wanted.equals(snap) || wanted.equals(name()) || wanted.equals(snap + "." + app);
        }
    }

    /** Whose it is; empty when it is nobody's of ours. Processes are asked for only where the record is fresh: numbers are used again. */
    public Optional<Owner> of(Context context) {
        Optional<Owner> labelled = ofLabel(context.label());
        if (labelled.isPresent()) {
            return labelled;
        }
        boolean fresh = context.time().isPresent() && Duration.between(context.time().get(), Instant.now()).abs().compareTo(SOON) < 0;
        Optional<Owner> started = fresh && context.pid() > 0 ? ofProcess(context.pid(), context.time().get()) : Optional.empty();
        return started.isPresent() ? started : ofProgram(context.exe());
    }

    static Optional<Owner> ofLabel(String label) {
        Matcher matcher = LABEL.matcher(label);
        return matcher.matches() ? Optional.of(new Owner(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    static Optional<Owner> ofProgram(String exe) {
        Matcher matcher = PROGRAM.matcher(exe);
        return matcher.matches() ? Optional.of(new Owner(matcher.group(1), "")) : Optional.empty();
    }

    /** The group says it at once; to ask what runs takes a look at all of it. */
    private Optional<Owner> ofProcess(int pid, Instant at) {
        Optional<Owner> grouped = ofGroup(pid);
        return grouped.isPresent() ? grouped : ofStarted(pid, at);
    }

    /** A program may run, and be refused something, before the one who starts it has listed it: it is asked about until it must be. */
    private Optional<Owner> ofStarted(int pid, Instant at) {
        Lineage lineage = lineage(pid);
        while (lineage.isUnlisted() && Duration.between(at, Instant.now()).compareTo(LISTED) < 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(STEP_NANOS);
            lineage = lineage(pid);
        }
        return lineage.owner();
    }

    /** Whose a process is. @param ours whether it descends from this process */
    private record Lineage(Optional<Owner> owner, boolean ours) {
        boolean isUnlisted() {
            return owner.isEmpty() && ours;
        }
    }

    private Lineage lineage(int pid) {
        List<RunningView> views = cordon.recent();
        Map<Integer, SecurityLabel> labels = new HashMap<>();
        views.forEach(view -> labels.put(view.pid(), view.label()));
        cordon.running().forEach(view -> labels.put(view.pid(), view.label()));
        int process = pid;
        for (int i = 0; i < GENERATIONS && process > 1; i++) {
            SecurityLabel label = labels.get(process);
            if (label != null) {
                return new Lineage(Optional.of(new Owner(label.snap(), label.app())), true);
            } else if (process == Self.pid()) {
                return new Lineage(Optional.empty(), process != pid);
            }
            int parent = parent(process);
            process = parent > 0 ? parent : began.applyAsInt(process);
        }
        return new Lineage(Optional.empty(), false);
    }

    private static Optional<Owner> ofGroup(int pid) {
        try {
            return ProcessFile.read(pid, "cgroup").map(GROUP::matcher).filter(Matcher::find).flatMap(matcher -> ofLabel(matcher.group(1)));
        } catch (LinuxException e) {
            LOG.log(System.Logger.Level.DEBUG, "the groups of process " + pid + " are not known: " + e.getMessage(), e);
            return Optional.empty();
        }
    }

    /** 0 when the process is gone. */
    private static int parent(int pid) {
        try {
            return ProcessStatus.of(pid).map(ProcessStatus::parent).orElse(0);
        } catch (LinuxException e) {
            LOG.log(System.Logger.Level.DEBUG, "the parent of process " + pid + " is not known: " + e.getMessage(), e);
            return 0;
        }
    }
}
