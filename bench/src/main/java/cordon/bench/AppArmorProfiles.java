package cordon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compiling a command's AppArmor profile, and for comparison one of the size that is usual in the field: the same rules, each alternative a
 * rule of its own (a program a line), as many as that has. Both by one call of the parser with the backend's options; nothing is loaded.
 */
final class AppArmorProfiles {
    /** Of a profile of snapd for a command with a connection or two. */
    private static final int USUAL_RULES = 577;
    private static final Path PARSER = Path.of("/usr/sbin/apparmor_parser");
    private static final Pattern RULE = Pattern.compile("^(  (?:owner )?\")([^\"]+)(\" \\w+,).*");
    private static final Pattern BRACES = Pattern.compile("(?<!@)\\{([^{}]*)\\}");

    private final Path directory;
    private final Path own;
    private final Path usual;

    /** @param directory the backend's, below the state root */
    AppArmorProfiles(Path directory) throws IOException {
        this.directory = directory;
        this.own = directory.resolve("profiles/snap.bench.true");
        this.usual = Files.write(directory.resolveSibling("usual.profile"), spreadOut(Files.readAllLines(own)));
    }

    /** Whether this machine has the parser. */
    static boolean possible() {
        return Files.isExecutable(PARSER);
    }

    void compileOwn() throws IOException, InterruptedException {
        compile(own);
    }

    void compileUsual() throws IOException, InterruptedException {
        compile(usual);
    }

    private void compile(Path profile) throws IOException, InterruptedException {
        Path cache = directory.resolve("cache");
        Process parser = new ProcessBuilder(PARSER.toString(), "--config-file=" + cache.resolve("parser.conf"), "--kernel-features=" + cache.resolve("features"),
                "--policy-features=" + cache.resolve("features"), "--quiet", "--skip-kernel-load", "--skip-cache", "--Optimize=no-expr-simplify", profile.toString())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (parser.waitFor() != 0) {
            throw new IOException("apparmor_parser cannot compile " + profile);
        }
    }

    private static List<String> spreadOut(List<String> profile) {
        List<String> lines = new ArrayList<>();
        int rules = 0;
        for (String line : profile) {
            Matcher rule = RULE.matcher(line);
            if (!rule.matches()) {
                lines.add(line);
            } else {
                for (String path : alternatives(rule.group(2))) {
                    if (rules++ < USUAL_RULES) {
                        lines.add(rule.group(1) + path + rule.group(3));
                    }
                }
            }
        }
        return lines;
    }

    private static Set<String> alternatives(String path) {
        Matcher braces = BRACES.matcher(path);
        if (!braces.find()) {
            return Set.of(path);
        }
        Set<String> all = new LinkedHashSet<>();
        for (String one : braces.group(1).split(",", -1)) {
            all.addAll(alternatives(path.substring(0, braces.start()) + one + path.substring(braces.end())));
        }
        return all;
    }
}
