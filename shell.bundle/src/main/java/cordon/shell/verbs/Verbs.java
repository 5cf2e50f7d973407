package cordon.shell.verbs;

import cordon.api.launch.PlanRunner;
import cordon.core.Cordon;
import cordon.core.Deployments;
import cordon.core.Learning;
import cordon.shell.Commands;
import cordon.shell.verb.Verb;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;

/** All verbs but the shell. A new one is added here and nowhere else. */
public final class Verbs {
    private Verbs() {
    }

    /** Those that need no core. */
    public static List<Verb> general(Commands commands, BundleContext context) {
        return List.of(new HelpVerb(commands), new VersionVerb(context.getBundle().getVersion()), new UpVerb(), new DownVerb(context), new WatchVerb(context),
                new CompleteVerb(commands), new CompletionVerb());
    }

    /** Those of deployment. */
    public static List<Verb> ofDeployments(Deployments deployments) {
        return List.of(new DeployVerb(deployments), new UndeployVerb(deployments));
    }

    /**
     * Those of the core.
     *
     * @param runner      starts the caller's editor, and writes files for callers
     * @param deployments whoever deploys, if somebody does at the moment
     * @param learning    whoever makes proposals, if somebody does at the moment
     */
    public static List<Verb> ofSnaps(Cordon cordon, PlanRunner runner, Supplier<Optional<Deployments>> deployments,
            Supplier<Optional<Learning>> learning) {
        return List.of(InstallVerb.copying(cordon), InstallVerb.inPlace(cordon), new RemoveVerb(cordon), new ListVerb(cordon), new InfoVerb(cordon),
                new RunVerb(cordon), new LearnVerb(cordon, learning), new PlanVerb(cordon),
                new PolicyVerb(cordon), new DiffVerb(cordon), new ReportVerb(cordon), new ProfileVerb(cordon, runner), new RunningVerb(cordon),
                new InterfacesVerb(cordon), new InterfaceVerb(cordon, new InterfaceWork(deployments, new CallersFiles(runner))),
                new ConnectionsVerb(cordon), new ConnectVerb(cordon), new DisconnectVerb(cordon), new ReviewVerb(cordon), new BackendsVerb(cordon));
    }
}
