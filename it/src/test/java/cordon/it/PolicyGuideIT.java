package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.ClassRule;
import org.junit.Test;

/**
 * {@code docs/POLICY.md} is carried out from its first line to its last. A block whose first line names a file is that file, written by alice. In a
 * {@code console} block a line after {@code $} is a command of alice's, after {@code #} one of root's; what follows is in its output, with {@code ...} for
 * anything. The word {@code fails} after {@code console} says that it does, a name that the block needs that program.
 */
public class PolicyGuideIT {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    private static final Path GUIDE = Path.of("..", "docs", "POLICY.md");
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)(?: (\\S+))?\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    @Test
    public void everyCommandDoesWhatTheGuideSays() throws IOException {
        assumeTrue("in a chroot a joined mount namespace has another root than ours",
                Programs.run(Map.of(), "", "nsenter", "--mount=/proc/self/ns/mnt", "--", "test", "-d", DAEMON.root().toString()).status() == 0);
        Matcher block = BLOCK.matcher(Files.readString(GUIDE));
        int commands = 0;
        while (block.find()) {
            String word = block.group(2) == null ? "" : block.group(2);
            if (!block.group(1).equals("console")) {
                write(word, block.group(3));
            } else if (word.isEmpty() || word.equals("fails") || Files.isExecutable(Path.of("/usr/bin", word))) {
                for (List<String> command : commands(block.group(3))) {
                    carryOut(command.get(0), command.subList(1, command.size()), word.equals("fails"));
                    commands++;
                }
            }
        }
        assertTrue("only " + commands + " commands were found", commands > 30);
    }

    private static void write(String name, String content) throws IOException {
        Path file = DAEMON.home("alice").resolve(name);
        Files.writeString(file, content);
        Programs.need("chown", Daemon.ALICE + ":" + Daemon.ALICE, file.toString());
    }

    /** Each with the lines of output below it. */
    private static List<List<String>> commands(String block) {
        List<List<String>> commands = new ArrayList<>();
        for (String line : block.split("\n")) {
            if (line.startsWith("$ ") || line.startsWith("# cordon ") || line.startsWith("# mkdir ") || line.startsWith("# EDITOR=")) {
                commands.add(new ArrayList<>());
            }
            commands.get(commands.size() - 1).add(line);
        }
        return commands;
    }

    private static void carryOut(String line, List<String> output, boolean fails) {
        String script = "cd /home/alice && export HOME=/home/alice CORDON_ROOT='" + DAEMON.root() + "' PATH='" + DAEMON.client().getParent() + "':$PATH && " + line.substring(2);
        List<String> shell = List.of("sh", "-c", script);
        List<String> command = new ArrayList<>(List.of("nsenter", "--mount=/proc/" + DAEMON.pid() + "/ns/mnt", "--"));
        command.addAll(line.startsWith("$") ? Programs.as(Daemon.ALICE, shell) : shell);
        Result result = Programs.run(DAEMON.environment(), "", command);
        assertEquals("status of " + result, fails, result.status() != 0);
        for (String expected : output) {
            Pattern pattern = Pattern.compile(Arrays.stream(expected.split("\\.\\.\\.", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
            assertTrue("no \"" + expected + "\" in " + result, pattern.matcher(result.out() + result.err()).find());
        }
    }
}
