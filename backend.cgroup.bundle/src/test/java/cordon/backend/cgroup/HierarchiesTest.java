package cordon.backend.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where groups may be made, on machines that are told of in text. */
class HierarchiesTest {
    private static final String UNIFIED = "30 24 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate";
    private static final String HYBRID_V2 = "31 24 0:27 / /sys/fs/cgroup/unified rw shared:10 - cgroup2 cgroup2 rw";
    private static final String NAMED = "32 24 0:28 / /sys/fs/cgroup/systemd rw shared:11 - cgroup cgroup rw,xattr,name=systemd";
    private static final String DEVICES = "33 24 0:29 / /sys/fs/cgroup/devices rw shared:12 - cgroup cgroup rw,devices";

    private static Hierarchies.Answer ask(Version version, boolean systemd, List<String> mounts, List<String> groups, String... delegated) throws Exception {
        return new Hierarchies(mounts, groups, systemd, path -> Set.of(delegated).contains(path.toString())).base(version);
    }

    @Test
    void withoutSystemdItIsTheRoot() throws Exception {
        assertEquals(Optional.of(Path.of("/sys/fs/cgroup")), ask(Version.V2, false, List.of(UNIFIED), List.of("0::/somewhere")).base());
        assertEquals(Optional.of(Path.of("/sys/fs/cgroup/devices")), ask(Version.V1, false, List.of(HYBRID_V2, DEVICES), List.of("5:devices:/x")).base());
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        assertEquals("no cgroup2 file system is mounted", ask(Version.V2, false, List.of(DEVICES), List.of()).reason());
        assertEquals("no cgroup file system with the devices controller is mounted", ask(Version.V1, false, List.of(UNIFIED, NAMED), List.of()).reason());
        assertEquals("the cgroup2 file system at /sys/fs/cgroup is mounted read-only",
                ask(Version.V2, false, List.of(UNIFIED.replace(" rw,nosuid", " ro,nosuid")), List.of()).reason());
    }

    @Test
    void withSystemdItIsTheDelegatedGroupOrNone() throws Exception {
        List<String> inside = List.of("0::/system.slice/cordon.service/main");
        assertEquals(Optional.of(Path.of("/sys/fs/cgroup/system.slice/cordon.service")),
                ask(Version.V2, true, List.of(UNIFIED), inside, "/sys/fs/cgroup/system.slice/cordon.service").base());
        String reason = ask(Version.V2, true, List.of(UNIFIED), List.of("0::/user.slice/session-1.scope")).reason();
        assertTrue(reason.contains("/user.slice/session-1.scope") && reason.contains("Delegate=yes"), reason);
        assertEquals(Optional.empty(), ask(Version.V2, true, List.of(UNIFIED), inside, "/sys/fs/cgroup/user.slice").base(), "another unit's");
    }

    @Test
    void systemdMarksTheNamedHierarchyOfAHybridMachine() throws Exception {
        List<String> mounts = List.of(HYBRID_V2, NAMED, DEVICES);
        String unit = "/system.slice/cordon.service";
        List<String> groups = List.of("5:devices:" + unit, "1:name=systemd:" + unit, "0::" + unit);
        String mark = "/sys/fs/cgroup/systemd" + unit;
        assertEquals(Optional.of(Path.of("/sys/fs/cgroup/unified" + unit)), ask(Version.V2, true, mounts, groups, mark).base());
        assertEquals(Optional.of(Path.of("/sys/fs/cgroup/devices" + unit)), ask(Version.V1, true, mounts, groups, mark).base());
        List<String> elsewhere = List.of("5:devices:/system.slice", "1:name=systemd:" + unit, "0::" + unit);
        String reason = ask(Version.V1, true, mounts, elsewhere, mark).reason();
        assertTrue(reason.contains("/system.slice"), reason);
    }

    @Test
    void aPartOfAHierarchyThatIsMountedIsTakenForWhatItIs() throws Exception {
        String part = UNIFIED.replace(" / /sys/fs/cgroup", " /docker/one /sys/fs/cgroup");
        assertEquals(Optional.of(Path.of("/sys/fs/cgroup/cordon.service")),
                ask(Version.V2, true, List.of(part), List.of("0::/docker/one/cordon.service"), "/sys/fs/cgroup/cordon.service").base());
    }
}
