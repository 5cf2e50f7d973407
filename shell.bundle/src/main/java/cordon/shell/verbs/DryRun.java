package cordon.shell.verbs;

import cordon.core.Preview;
import cordon.shell.text.Json;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code --dry-run}: what verbs that change something would change. */
final class DryRun {
    static final Option OPTION = new Option("--dry-run", "show what would change, in words and in each profile, and change nothing");
    static final Option JSON = new Option("--json", "with --dry-run: print JSON, for programs");

    private DryRun() {
    }

    /** Whether it is asked for. @throws UsageException when JSON is asked of a change that is made */
    static boolean wanted(String verb, Parsed words) throws UsageException {
        if (words.has(JSON) && !words.has(OPTION)) {
            throw new UsageException("cannot " + verb + ": --json goes with --dry-run");
        }
        return words.has(OPTION);
    }

    static void print(Call call, Parsed words, Preview preview) {
        if (words.has(JSON)) {
            call.out().println(Json.write(json(preview)));
            return;
        }
        call.out().println(Table.printable(preview.summary()));
        preview.details().forEach(detail -> call.out().println("  " + Table.printable(detail)));
        preview.commands().forEach(command -> {
            call.out().println();
            ComparisonText.lines(command, call.caller().colours()).forEach(call.out()::println);
        });
        call.out().println();
        preview.running().forEach(one -> call.out().println(Table.printable(reached(one))));
        call.out().println(preview.commands().isEmpty() ? "No command's policy would change." : preview.running().isEmpty() ? "No process of these commands runs now." : "");
        preview.warnings().forEach(warning -> call.err().println("warning: " + Table.printable(warning)));
    }

    private static String reached(Preview.Reached one) {
        String now = one.now().isEmpty() ? "" : " at once by " + String.join(", ", one.now());
        String later = one.later().isEmpty() ? "" : (now.isEmpty() ? "" : ";") + " after a restart by " + String.join(", ", one.later());
        return "Reached: " + one.process().label().text() + ", process " + one.process().pid() + ":" + now + later;
    }

    private static Map<String, Object> json(Preview preview) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("summary", preview.summary());
        json.put("details", preview.details());
        json.put("warnings", preview.warnings());
        json.put("commands", preview.commands().stream().map(ComparisonText::json).toList());
        json.put("running", preview.running().stream().map(DryRun::json).toList());
        return json;
    }

    private static Map<String, Object> json(Preview.Reached one) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("label", one.process().label().text());
        json.put("pid", one.process().pid());
        json.put("now", one.now());
        json.put("later", one.later());
        return json;
    }
}
