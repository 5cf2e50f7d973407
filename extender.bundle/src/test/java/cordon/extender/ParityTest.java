package cordon.extender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.iface.Interface;
import cordon.api.policy.Rule;
import cordon.api.policy.Rules;
import cordon.api.policy.Statement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the classic interfaces against the verdicts of the field's sandbox, without and with a connection, and prints how many agree.
 * Every difference stands in {@code docs/PARITY.md} with its reason.
 */
class ParityTest {
    private static final List<String> CLASSIC = List.of("firewall-control", "home", "locale-control", "log-observe", "mount-observe", "network",
            "network-bind", "network-control", "network-observe", "snapd-control", "system-observe", "timeserver-control", "timezone-control");
    private static final Path TEMPLATE = Path.of("..", "core.bundle", "src", "main", "resources", "cordon", "core", "compose", "template");
    private static final Set<String> CLOSED = Set.of("deny", "ERRNO(1)");
    private static final Path FILES = Path.of("../backend.landlock.bundle/src/test/resources/cordon/backend/landlock/default.files.tsv");
    private static final Path SYSCALLS = Path.of("../backend.seccomp.bundle/src/test/resources/cordon/backend/seccomp/default.syscalls.tsv");
    private static final Path DIFFERENCES = Path.of("..", "docs", "PARITY.md");

    @Test
    void theClassicInterfacesAnswerAsTheFieldDoesExceptWhereSaid() throws Exception {
        List<Rule> template = template();
        Set<String> differences = new TreeSet<>();
        Set<String> opened = new TreeSet<>();
        int probes = 0;
        for (String name : CLASSIC) {
            List<Rule> added = rules(name);
            List<Rule> connected = new ArrayList<>(template);
            connected.addAll(added);
            Set<String> found = new TreeSet<>();
            List<String> lines = table(name);
            for (String line : lines) {
                String[] fields = line.split("\t");
                compare(name, fields[0], "without", fields[1], new Verdicts(template).on(fields[0]), found);
                compare(name, fields[0], "with", fields[2], new Verdicts(connected).on(fields[0]), found);
            }
            Set<String> known = lines.stream().map(line -> line.split("\t")[0]).collect(Collectors.toSet());
            for (String probe : universe()) {
                boolean touched = !known.contains(probe) && !CLOSED.contains(new Verdicts(added).on(probe));
                if (touched && !new Verdicts(template).on(probe).equals(new Verdicts(connected).on(probe))) {
                    opened.add("| " + name + " | `" + probe + "` | with | - | " + new Verdicts(connected).on(probe) + " |");
                }
            }
            System.out.printf("parity of %-20s %3d of %3d probes agree%n", name, lines.size() - found.size(), lines.size());
            probes += lines.size();
            differences.addAll(found);
        }
        System.out.printf("parity of all: %d of %d probes agree (%.1f %%)%n", probes - differences.size(), probes,
                100.0 * (probes - differences.size()) / probes);
        Set<String> all = new TreeSet<>(differences);
        all.addAll(opened);
        assertEquals(String.join("\n", explained()), String.join("\n", all));
        assertTrue(differences.size() * 100 <= probes * 3, differences.size() + " of " + probes + " differ");
    }

    /** A field's {@code None} says that the probe was not put. */
    private static void compare(String name, String probe, String when, String field, String here, Set<String> found) {
        String wanted = field.replaceFirst("\\[.*", "");
        if (!wanted.equals("None") && !wanted.equals(here)) {
            found.add("| " + name + " | `" + probe + "` | " + when + " | " + wanted + " | " + here + " |");
        }
    }

    /** The rows of the table, without their reasons, which must be there. */
    private static Set<String> explained() throws IOException {
        Set<String> rows = new TreeSet<>();
        for (String line : Files.readAllLines(DIFFERENCES)) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 8 && CLASSIC.contains(cells[1].strip())) {
                assertTrue(!cells[6].isBlank(), line + " gives no reason");
                rows.add(String.join("|", List.of(cells).subList(0, 6)) + "|");
            }
        }
        return rows;
    }

    private static List<Rule> rules(String name) throws Exception {
        Path file = Path.of("..", "iface." + name + ".bundle", "interface.yaml");
        Interface described = InterfaceYaml.read(Files.readAllBytes(file), file.toString());
        return Stream.concat(described.connectedPlug(Sides.toSystem(described)).stream(), described.declaredPlug(null).stream()).map(Statement::rule).toList();
    }

    private static List<Rule> template() throws IOException {
        List<Rule> rules = new ArrayList<>();
        for (String file : List.of("files.rules", "other.rules", "syscalls.rules")) {
            for (String line : Files.readAllLines(TEMPLATE.resolve(file))) {
                String text = line.replaceFirst("(^|\\s+)#(\\s.*)?$", "").strip();
                if (!text.isEmpty()) {
                    int colon = text.indexOf(':');
                    rules.add(Rules.parse(text.substring(0, colon), text.substring(colon + 1).strip()));
                }
            }
        }
        return rules;
    }

    /** Probes of the template, which are put with each interface too: it must not open what nobody asked for. */
    private static List<String> universe() throws IOException {
        List<String> probes = new ArrayList<>();
        Files.readAllLines(FILES).stream().skip(1).map(line -> line.split("\t")[0]).filter(probe -> !probe.startsWith("unix ")).forEach(probes::add);
        Files.readAllLines(SYSCALLS).stream().skip(1).map(line -> "syscall " + line.split("\t")[0]).forEach(probes::add);
        return probes;
    }

    private static List<String> table(String name) throws IOException {
        try (InputStream in = ParityTest.class.getResourceAsStream("parity/" + name + ".tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
        }
    }
}
