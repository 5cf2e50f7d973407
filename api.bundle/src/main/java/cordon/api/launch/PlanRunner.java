package cordon.api.launch;

import java.io.IOException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Hands plans to {@code cordon-exec}. A service of the core, for backends that prepare something with a process of their
 * own (a mount namespace). Thread-safe.
 */
@ProviderType
public interface PlanRunner {

    /**
     * Starts a process that carries out the plan: first its steps, then the program of its last one, or, without an
     * {@link LaunchStep.Exec}, exit status 0. The plan is closed when the method returns, in any case.
     *
     * @param plan  what to do
     * @param stdio descriptors for standard input, output and error of the process; not closed here
     * @throws IOException when the process cannot be started. A step that fails shows as exit status 125 and a line on
     *                     standard error.
     */
    Started start(LaunchPlan plan, Stdio stdio) throws IOException;

    /**
     * Numbers of three open descriptors.
     *
     * @param in  standard input
     * @param out standard output
     * @param err standard error
     */
    record Stdio(int in, int out, int err) {
        /** The framework's own. */
        public static final Stdio INHERITED = new Stdio(0, 1, 2);
    }
}
