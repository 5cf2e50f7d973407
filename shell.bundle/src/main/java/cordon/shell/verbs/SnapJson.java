package cordon.shell.verbs;

import cordon.core.ProfileView;
import cordon.core.SnapView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A snap for programs. A pure function. */
final class SnapJson {
    private SnapJson() {
    }

    /** @param modified profiles of its commands that somebody has edited */
    static Map<String, Object> of(SnapView snap, List<ProfileView> modified) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", snap.identity().instanceName());
        json.put("version", snap.identity().version());
        json.put("revision", snap.identity().revision());
        json.put("type", snap.identity().type().text());
        json.put("publisher", snap.identity().publisher());
        json.put("base", snap.identity().base());
        json.put("title", snap.title());
        json.put("summary", snap.summary());
        json.put("description", snap.description());
        json.put("confinement", snap.confinement().text());
        json.put("mode", snap.mode());
        json.put("installed", snap.installed().toString());
        json.put("directory", snap.directory().toString());
        json.put("tried", snap.tried());
        json.put("revisions", snap.revisions());
        json.put("commands", snap.commands().stream().map(SnapJson::command).toList());
        json.put("modified", modified.stream().map(profile -> profile.file().toString()).toList());
        json.put("notes", snap.notes());
        return json;
    }

    private static Map<String, Object> command(SnapView.CommandView command) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("app", command.app());
        json.put("name", command.name());
        json.put("daemon", command.daemon());
        return json;
    }
}
