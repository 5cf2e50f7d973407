package cordon.shell.verbs;

import cordon.linux.Self;
import cordon.shell.text.Json;
import cordon.shell.text.Table;
import cordon.shell.verb.Call;
import cordon.shell.verb.Option;
import cordon.shell.verb.Parsed;
import cordon.shell.verb.Syntax;
import cordon.shell.verb.Verb;
import cordon.shell.verb.Who;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.osgi.framework.Version;

/** {@code version}. */
final class VersionVerb extends Verb {
    private final Version version;

    VersionVerb(Version version) {
        super(Syntax.of("version", Who.ANYONE, "Show the versions of Cordon, the kernel and Java").options(Option.JSON));
        this.version = version;
    }

    @Override
    protected void run(Call call, Parsed words) throws IOException {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("cordon", version.getMajor() + "." + version.getMinor() + "." + version.getMicro());
        versions.put("kernel", Self.kernelRelease());
        versions.put("java", Runtime.version().toString());
        if (words.has(Option.JSON)) {
            call.out().println(Json.write(versions));
        } else {
            Table table = Table.plain();
            versions.forEach(table::row);
            table.lines().forEach(call.out()::println);
        }
    }
}
