package cordon.shell.verbs;

import cordon.core.CordonException;
import cordon.core.Deployments;
import cordon.shell.verb.Call;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.UsageException;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.util.regex.Pattern;

/** {@code deploy FILE|URL}. */
final class DeployVerb extends Verb {
    private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]*://", Pattern.CASE_INSENSITIVE); // RFC 3986, 3.1
    private static final String FILE = "file://";
    private static final int LARGEST = 4 << 20;

    private final Deployments deployments;

    DeployVerb(Deployments deployments) {
        super(Syntax.of("deploy", Who.ADMINISTRATOR, "Put an interface or another bundle into the running system").arguments("FILE|URL").options(DryRun.OPTION, DryRun.JSON)
                .details("FILE is NAME.yaml, which describes an interface, or a bundle's NAME.jar. It is checked, copied to deploy/ below",
                        "the state root, and in effect when the verb returns. What lies there is in force after a start too.",
                        "Another version of a file takes the place of the one before; a wrong one changes nothing.",
                        "URL begins with https://, http:// or file://. A jar, which has code, comes over http from this machine alone."));
        this.deployments = deployments;
    }

    @Override
    protected void run(Call call, Parsed words) throws CordonException, UsageException {
        Deployments.Given file = given(call, words.argument(0));
        if (DryRun.wanted("deploy", words)) {
            DryRun.print(call, words, deployments.preview(file.name(), file.content()));
        } else {
            Report.outcome(call, deployments.deploy(file.name(), file.content()));
        }
    }

    private Deployments.Given given(Call call, String given) throws CordonException {
        if (!URL.matcher(given).lookingAt()) {
            return GivenFile.of(call, given, LARGEST);
        }
        if (given.startsWith(FILE)) {
            return GivenFile.of(call, given.substring(FILE.length()), LARGEST);
        }
        try {
            return deployments.fetch(given, Report.progress(call));
        } finally {
            Report.progressEnds(call);
        }
    }
}
