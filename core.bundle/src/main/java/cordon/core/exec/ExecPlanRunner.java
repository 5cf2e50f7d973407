package cordon.core.exec;

import cordon.api.launch.Descriptor;
import cordon.api.launch.LaunchPlan;
import cordon.api.launch.PlanRunner;
import cordon.api.launch.Started;
import cordon.linux.Fd;
import cordon.linux.Memfd;
import cordon.linux.Paths;
import cordon.linux.Self;
import cordon.linux.Spawn;
import cordon.linux.Stat;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Starts {@code cordon-exec} with a plan in a sealed memfd. The program's path is the framework property
 * {@value #PROGRAM_PROPERTY}; it has to be a file of root or of this process's user that nobody else can write.
 */
@Component(service = PlanRunner.class)
public final class ExecPlanRunner implements PlanRunner {

    /** The framework property with the absolute path of {@code cordon-exec}. */
    public static final String PROGRAM_PROPERTY = "cordon.exec";

    private static final int WRITABLE_BY_OTHERS = 022;
    /** How a user namespace shows owners that it does not know (user_namespaces(7), overflowuid). */
    private static final int UNMAPPED = 65534;

    private final Path program;
    private final int ownUid;

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
        requireTrusted();
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
        try (plan) {
            requireTrusted();
            byte[] bytes = PlanEncoder.encode(plan);
            try (Fd memory = Memfd.sealed("cordon-plan", bytes)) {
                List<Integer> inherited = new ArrayList<>();
                inherited.add(memory.number());
                for (Descriptor descriptor : plan.descriptors()) {
                    inherited.add(descriptor.number());
                }
                return Spawn.spawn(program.toString(), List.of("cordon-exec", Integer.toString(memory.number())), List.of(),
                        stdio.in(), stdio.out(), stdio.err(), inherited);
            }
        }
    }

    /**
     * Whoever can write the program is root: it is checked at each launch, for a moment is all an attacker needs. In the user
     * namespace of an ordinary user's daemon root has no number; the program lies where that user started his daemon from.
     */
    private void requireTrusted() throws IOException {
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
