package cordon.iface.personalfiles;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.Side;
import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.iface.InterfaceInfo.AttributeInfo;
import cordon.api.iface.InterfaceInfo.Check;
import cordon.api.iface.InterfaceInfo.Review;
import cordon.api.policy.FileRule;
import cordon.api.policy.PathPattern;
import cordon.api.policy.Statement;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.SnapType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Lets a program use files and directories of the home directory that its plug names, if the user owns them. */
@Component
public final class PersonalFiles implements Interface {
    private static final String READ = "read";
    private static final String WRITE = "write";
    private static final String HOME = "$HOME/";
    /** What shells, sessions and servers run for the user, and keys that let others in: patterns, for an administrator to override. */
    private static final List<String> RUN_BY_WRITING = List.of("$HOME/.bash*", "$HOME/.profile", "$HOME/.z*", "$HOME/.xsession*", "$HOME/.ssh*", "$HOME/bin*", "$HOME/.local",
            "$HOME/.local/bin*", "$HOME/.local/share/applications*", "$HOME/.config", "$HOME/.config/autostart*", "$HOME/.config/systemd*");
    private static final InterfaceInfo INFO = new InterfaceInfo("personal-files", "allows access to named files in the home directory", Set.of(SnapType.SYSTEM), false,
            new Review(true, "files in the home directory that begin with a dot hold settings, keys and passwords"),
            List.of(new AttributeInfo(READ, "plug", "list", false, "paths such as $HOME/.config/foo, with all below, to read"),
                    new AttributeInfo(WRITE, "plug", "list", false, "the same, to read, make, change and remove")),
            List.of(new Check("open @{HOME}/.bashrc w", false), new Check("open @{HOME}/snap/other/ r", false)),
            List.of(AdmissionRule.parse(Side.PLUG, "deny-connection", "attribute.write=" + String.join(",", RUN_BY_WRITING), "who writes there runs what he likes without confinement")));

    @Override
    public InterfaceInfo info() {
        return INFO;
    }

    @Override
    public void checkPlug(Plug plug) throws AttributeException {
        statements(plug.attributes());
    }

    @Override
    public List<Statement> connectedPlug(Connection connection) throws AttributeException {
        return statements(connection.plug().attributes());
    }

    private static List<Statement> statements(Attributes attributes) throws AttributeException {
        List<Statement> statements = new ArrayList<>();
        for (String text : attributes.strings(READ)) {
            statements.add(new Statement(FileRule.allowOwner(path(attributes, READ, text), "rk"), "the plug names it, to read"));
        }
        for (String text : attributes.strings(WRITE)) {
            statements.add(new Statement(FileRule.allowOwner(path(attributes, WRITE, text), "rwkl"), "the plug names it, to write"));
        }
        if (statements.isEmpty()) {
            throw attributes.error(READ, "neither \"read\" nor \"write\" names a path");
        }
        return statements;
    }

    private static PathPattern path(Attributes attributes, String name, String text) throws AttributeException {
        if (!text.startsWith(HOME)) {
            throw attributes.error(name, "\"" + text + "\" is not below $HOME; write for example $HOME/.config/foo");
        }
        PathPattern below = PathPattern.literal(attributes, name, text.substring(HOME.length() - 1));
        if (below.isDirectory()) {
            throw attributes.error(name, "\"" + text + "\" ends in a slash; a directory is named without, and stands for all below it");
        }
        if (below.text().equals("/snap") || below.text().startsWith("/snap/")) {
            throw attributes.error(name, "\"" + text + "\" is where snaps keep their own data");
        }
        return PathPattern.parse("@{HOME}").below(below.text()).below("{,/,/**}");
    }
}
