package cordon.core.exec;

import cordon.api.launch.CgroupStep;
import cordon.api.launch.Descriptor;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.LaunchStep;
import cordon.api.launch.PlanRunner;
import cordon.api.launch.Started;
import cordon.linux.Fd;
import cordon.linux.GroupSpawn;
import cordon.linux.Memfd;
import cordon.linux.OpenFlags;
import cordon.linux.Paths;
import cordon.linux.Self;
import cordon.linux.Spawn;
import cordon.linux.Stat;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Starts {@code cordon-exec} with a plan in a sealed memfd. The program's path is the framework property
 * {@value #PROGRAM_PROPERTY}; it has to be a file of root or of this process's user that nobody else can write, and so has
 * {@value #LIBRARY} beside it. Where that one is missing, or a container forbids clone3(2), processes join their groups themselves.
 */
@Component(service = PlanRunner.class)
public final class ExecPlanRunner implements PlanRunner {

    /** The framework property with the absolute path of {@code cordon-exec}. */
    public static final String PROGRAM_PROPERTY = "cordon.exec";

    private static final String LIBRARY = "libcordon-spawn.so";
    private static final int WRITABLE_BY_OTHERS = 022;
    /** How a user namespace shows owners that it does not know (user_namespaces(7), overflowuid). */
    private static final int UNMAPPED = 65534;

    private final Path program;
    private final int ownUid;
    private final Optional<GroupSpawn> groups;

    /**
     * Reads the property.
     *
     * @throws IOException when it is missing or the program is not to be trusted
     */
    @Activate
    public ExecPlanRunner(BundleContext context) throws IOException {
        this(programOf(context));
    }

    ExecPlanRunner(Path program) throws IOException {
        this.program = program;
        this.ownUid = Self.effectiveUid();
        requireTrusted(program);
        this.groups = groups(program.resolveSibling(LIBRARY));
    }

    private Optional<GroupSpawn> groups(Path library) throws IOException {
        if (Paths.look(library.toString()).isEmpty()) {
            return Optional.empty();
        }
        requireTrusted(library);
        GroupSpawn spawn = GroupSpawn.load(library);
        return spawn.works() ? Optional.of(spawn) : Optional.empty();
    }

    private static Path programOf(BundleContext context) throws IOException {
        String path = context.getProperty(PROGRAM_PROPERTY);
        if (path == null || !path.startsWith("/")) {
            throw new IOException("cannot launch anything: the framework property " + PROGRAM_PROPERTY
                    + " does not hold the absolute path of cordon-exec");
        }
        return Path.of(path);
    }

    @Override
    public Started start(LaunchPlan plan, Stdio stdio) throws IOException {
        List<Fd> opened = new ArrayList<>(0);
        try (plan) {
            requireTrusted(program);
            List<LaunchStep> steps = new ArrayList<>(plan.steps());
            Optional<Fd> group = group(steps, opened);
            return start(new LaunchPlan(steps), group, stdio);
        } finally {
            opened.forEach(Fd::close);
        }
    }

    /** The group that the process is started in, whose step is taken out; what cannot be done in this way becomes a step that joins. */
    private Optional<Fd> group(List<LaunchStep> steps, List<Fd> opened) throws IOException {
        Optional<Fd> group = Optional.empty();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof CgroupStep.StartInCgroup step) {
                Fd directory = Fd.of(step.group().number());
                if (groups.isPresent() && group.isEmpty()) {
                    group = Optional.of(directory);
                    steps.remove(i--);
                } else {
                    Fd procs = Paths.open(directory, "cgroup.procs", OpenFlags.O_WRONLY, 0, Paths.BENEATH);
                    opened.add(procs);
                    steps.set(i, new CgroupStep.JoinCgroup(procs, step.path()));
                }
            }
        }
        return group;
    }

    private Started start(LaunchPlan plan, Optional<Fd> group, Stdio stdio) throws IOException {
        try (Fd memory = Memfd.sealed("cordon-plan", PlanEncoder.encode(plan))) {
            List<Integer> inherited = new ArrayList<>();
            inherited.add(memory.number());
            for (Descriptor descriptor : plan.descriptors()) {
                inherited.add(descriptor.number());
            }
            List<String> arguments = List.of("cordon-exec", Integer.toString(memory.number()));
            if (group.isPresent()) {
                return groups.orElseThrow().spawn(group.get(), program.toString(), arguments, List.of(),
                        List.of(stdio.in(), stdio.out(), stdio.err()), inherited);
            }
            return Spawn.spawn(program.toString(), arguments, List.of(), stdio.in(), stdio.out(), stdio.err(), inherited);
        }
    }

    /**
     * Whoever can write the program is root: it is checked at each launch, for a moment is all an attacker needs. In the user
     * namespace of an ordinary user's daemon root has no number; the program lies where that user started his daemon from.
     */
    private void requireTrusted(Path program) throws IOException {
        Stat file = Paths.look(program.toString())
                .orElseThrow(() -> new NoSuchFileException(program.toString(), null, "cannot launch anything: there is no cordon-exec"));
        if (!file.isRegular() || (file.mode() & WRITABLE_BY_OTHERS) != 0 || isOthers(file.uid())) {
            throw new IOException(String.format(
                    "cannot launch with %s: it has owner %d and mode %o; it must be a file of root that only root can write",
                    program, file.uid(), file.permissions()));
        }
    }

    private boolean isOthers(int uid) {
        return uid != 0 && uid != ownUid && (ownUid == 0 || uid != UNMAPPED);
    }
}
