package cordon.iface.personalfiles;

import cordon.api.admission.AdmissionRule;
import cordon.api.admission.Side;
import cordon.api.iface.FilesInterface;
import cordon.api.iface.Interface;
import cordon.api.iface.InterfaceInfo;
import cordon.api.iface.InterfaceInfo.Check;
import cordon.api.iface.InterfaceInfo.Review;
import cordon.api.policy.FileRule;
import cordon.api.policy.PathPattern;
import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.SnapType;
import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Lets a program use files and directories of the home directory that its plug names, if the user owns them. */
@Component(service = Interface.class)
public final class PersonalFiles extends FilesInterface {
    private static final String HOME = "$HOME/";
    /** What shells, sessions and servers run for the user, and keys that let others in: patterns, for an administrator to override. */
    private static final List<String> RUN_BY_WRITING = List.of("$HOME/.bash*", "$HOME/.profile", "$HOME/.z*", "$HOME/.xsession*", "$HOME/.ssh*", "$HOME/bin*", "$HOME/.local",
            "$HOME/.local/bin*", "$HOME/.local/share/applications*", "$HOME/.config", "$HOME/.config/autostart*", "$HOME/.config/systemd*");
    private static final InterfaceInfo INFO = new InterfaceInfo("personal-files", "allows access to named files in the home directory", Set.of(SnapType.SYSTEM), false,
            new Review(true, "files in the home directory that begin with a dot hold settings, keys and passwords"),
            attributes("paths such as $HOME/.config/foo"),
            List.of(new Check("open @{HOME}/.bashrc w", false), new Check("open @{HOME}/snap/other/ r", false)),
            List.of(AdmissionRule.parse(Side.PLUG, "deny-connection", "attribute.write=" + String.join(",", RUN_BY_WRITING), "who writes there runs what he likes without confinement")));

    /** One serves all connections. */
    public PersonalFiles() {
        super(INFO, FileRule::allowOwner);
    }

    @Override
    protected PathPattern named(Attributes attributes, String attribute, String text) throws AttributeException {
        if (!text.startsWith(HOME)) {
            throw attributes.error(attribute, "\"" + text + "\" is not below $HOME; write for example $HOME/.config/foo");
        }
        PathPattern below = path(attributes, attribute, text.substring(HOME.length() - 1));
        if (below.text().equals("/snap") || below.text().startsWith("/snap/")) {
            throw attributes.error(attribute, "\"" + text + "\" is where snaps keep their own data");
        }
        return PathPattern.parse("@{HOME}").below(below.text());
    }
}
