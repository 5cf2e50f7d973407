package cordon.shell.verbs;

import cordon.core.CordonException;
import cordon.core.Deployments;
import cordon.shell.verb.Call;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.util.List;

/** {@code undeploy NAME}. */
final class UndeployVerb extends Verb {
    private final Deployments deployments;

    UndeployVerb(Deployments deployments) {
        super(Syntax.of("undeploy", Who.ADMINISTRATOR, "Take away what was deployed").arguments("NAME")
                .details("NAME is that of the file in deploy/ below the state root, with or without its ending.",
                        "Connections of its interface are suspended: they are remembered, and grant nothing until it is back."));
        this.deployments = deployments;
    }

    @Override
    protected void run(Call call, Parsed words) throws CordonException {
        Report.outcome(call, deployments.undeploy(words.argument(0)));
    }

    @Override
    public List<String> complete(List<String> words) {
        return words.size() == 1 ? deployments.files() : List.of();
    }
}
