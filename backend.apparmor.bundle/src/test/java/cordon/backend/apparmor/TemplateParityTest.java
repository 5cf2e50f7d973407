package cordon.backend.apparmor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.iface.Interface;
import cordon.api.policy.AppPolicy;
import cordon.api.policy.Capabilities;
import cordon.api.snap.SecurityLabel;
import cordon.core.admission.Admission;
import cordon.core.compose.Composer;
import cordon.core.compose.Template;
import cordon.core.registry.Board;
import cordon.core.registry.Catalog;
import cordon.core.registry.InstalledSnap;
import cordon.core.snapyaml.SnapInfo;
import cordon.core.snapyaml.SnapYaml;
import cordon.core.snapyaml.SnapYamlException;
import cordon.core.state.Mode;
import cordon.core.state.Revision;
import cordon.core.state.SnapRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds the profile of a command without connections, as it is compiled for the kernel, against what the field's sandbox answers; each
 * difference has a reason.
 */
class TemplateParityTest {
    private static final List<String> TYPES = List.of("none", "stream", "dgram", "raw", "rdm", "seqpacket");
    private static final Map<String, Integer> SIGNALS = Map.of("hup", 1, "kill", 9, "term", 15);

    @TempDir
    private Path root;

    @Test
    void theCompiledProfileAnswersAsTheFieldDoesExceptWhereSaid() throws IOException {
        CompiledProfile profile = Compiling.compile(Policies.stored(root, policy()));
        Map<String, String> reasons = reasons();
        List<String> unexplained = new ArrayList<>();
        int different = 0;
        List<String> probes = lines("default.files.tsv");
        for (String line : probes.subList(1, probes.size())) {
            String[] fields = line.split("\t");
            String verdict = verdict(profile, fields[0]);
            if (!verdict.equals(fields[1])) {
                different++;
                if (reasons.remove(fields[0] + "\t" + verdict) == null) {
                    unexplained.add(fields[0] + ": field " + fields[1] + ", here " + verdict);
                }
            }
        }
        System.out.printf("probes: %d, different: %d (%.1f %% agree)%n", probes.size() - 1, different, 100.0 * (probes.size() - 1 - different) / (probes.size() - 1));
        assertEquals(List.of(), unexplained);
        assertEquals(Map.of(), reasons, "reasons for differences that are none");
        assertTrue(different <= probes.size() * 3 / 100, different + " of " + probes.size() + " probes differ");
    }

    /** The rows of the table in the documents that says where files are answered for otherwise, and why. */
    private static Map<String, String> reasons() throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        String table = Files.readString(Path.of("../docs/PARITY.md")).split("\n## Files of the default template\n", 2)[1].split("\n## ", 2)[0];
        for (String line : table.lines().filter(row -> row.startsWith("| `")).toList()) {
            String[] cells = line.split(" *\\| *");
            reasons.put(cells[1].replace("`", "") + "\t" + cells[2], cells[3]);
        }
        return reasons;
    }

    /** Of a snap without plugs, in the revision that the probes name. */
    private static AppPolicy policy() throws IOException {
        InstalledSnap snap;
        try {
            SnapInfo info = SnapYaml.read("name: foo\nversion: '1'\nsummary: s\napps: {bar: {command: bin/bar}}\n".getBytes(StandardCharsets.UTF_8), "snap.yaml").info();
            Revision revision = new Revision("x1", "0".repeat(64), Instant.EPOCH, Mode.DEFAULT);
            snap = InstalledSnap.of(new SnapRecord("foo", "x1", List.of(revision), List.of()), info, Path.of("/snap/foo/x1"), List.of());
        } catch (SnapYamlException e) {
            throw new IOException(e);
        }
        Catalog<Interface> none = Catalog.of(List.of());
        AppPolicy composed = new Composer(Template::load).compose(List.of(snap), Board.of(List.of(snap), none, Admission.SILENT), none, Map.of())
                .policies().get(new SecurityLabel("foo", "bar"));
        return new AppPolicy(composed.label(), Policies.foo(), composed.confinement(), composed.entries());
    }

    /** A probe of a file reads {@code PATH ACCESS [owner|other]}; without a word the answer is the same for all. */
    private static String verdict(CompiledProfile profile, String probe) {
        String[] words = probe.split(" ");
        if (words[0].startsWith("/")) {
            return profile.file(words[0], words[1].charAt(0), words.length > 2 && words[2].equals("owner"));
        }
        return granted(profile, words) ? "allow" : "deny";
    }

    /** Classes and permissions of the kernel's {@code security/apparmor/include/{apparmor,perms,net,ipc}.h}; 32 is the bus's. */
    private static boolean granted(CompiledProfile profile, String[] words) {
        switch (words[0]) {
            case "cap":
                return profile.capability(Capabilities.number(words[1]));
            case "net":
                return profile.grants(14, 0x10, ByteBuffer.allocate(4).putShort((short) family(words[1])).putShort((short) TYPES.indexOf(words[2])).array());
            case "signal":
                return profile.grants(10, words[1].equals("send") ? 2 : 4, new byte[] {(byte) SIGNALS.get(words[2]).intValue()}, CompiledProfile.bytes(words[3]));
            case "ptrace":
                return profile.grants(9, Map.of("trace", 2, "read", 4, "tracedby", 8, "readby", 0x10).get(words[1]), CompiledProfile.bytes(words[2]));
            case "mount":
                return profile.continues(7, CompiledProfile.bytes(words[3]));
            case "umount":
                return profile.grants(7, 0x200, CompiledProfile.bytes(words[1]));
            case "dbus":
                if (words[1].equals("bind")) {
                    return profile.grants(32, 0x40, CompiledProfile.parts(words[2], words[3]));
                }
                return profile.grants(32, words[1].equals("send") ? 2 : 4, CompiledProfile.parts(words[2], words[3], words[4], words[5], words[6], words[7]));
            default:
                throw new IllegalArgumentException("no kind of probe \"" + words[0] + "\"");
        }
    }

    /** The numbers of socket(2). */
    private static int family(String name) {
        return Map.ofEntries(Map.entry("inet", 2), Map.entry("ipx", 4), Map.entry("bridge", 7), Map.entry("inet6", 10), Map.entry("netlink", 16),
                Map.entry("can", 29), Map.entry("tipc", 30), Map.entry("bluetooth", 31), Map.entry("alg", 38), Map.entry("qipcrtr", 42), Map.entry("xdp", 44)).get(name);
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = TemplateParityTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).toList();
        }
    }
}
