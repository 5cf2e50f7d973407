package cordon.iface.mountcontrol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.snap.AttributeException;
import cordon.api.snap.Attributes;
import cordon.api.snap.Connection;
import cordon.api.snap.Plug;
import cordon.api.snap.Slot;
import cordon.api.snap.SnapIdentity;
import cordon.api.snap.SnapType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountControlTest {
    private final MountControl control = new MountControl();

    private static Plug plug(Object mounts) {
        SnapIdentity snap = new SnapIdentity("foo", "foo", "x1", "", SnapType.APP, Optional.empty(), Optional.empty());
        return new Plug(snap, "disks", "mount-control", Attributes.of("plug \"disks\" of snap \"foo\"", Map.of("mount", mounts)), Set.of("bar"));
    }

    private List<String> mounts(Object mounts) throws AttributeException {
        control.checkPlug(plug(mounts));
        Slot slot = new Slot(SnapIdentity.system(), "mount-control", "mount-control", Attributes.none(), Set.of());
        return control.connectedPlug(new Connection(plug(mounts), slot)).stream().map(s -> s.rule().render()).filter(rule -> rule.matches("u?mount: .*")).toList();
    }

    private static Map<String, Object> mount(String what, String where, Object type, Object options) {
        return Map.of("what", what, "where", where, "type", type, "options", options);
    }

    @Test
    void aDeviceIsMountedWhereThePlugSays() throws AttributeException {
        assertEquals(List.of("mount: type=ext4 options=noexec,ro source=/dev/sdb1 target=/media/disk{,/}", "mount: type=vfat options=noexec,ro source=/dev/sdb1 target=/media/disk{,/}",
                "umount: target=/media/disk{,/}"), mounts(List.of(mount("/dev/sdb1", "/media/disk", List.of("ext4", "vfat"), List.of("ro", "noexec")))));
    }

    @Test
    void aTmpfsAndABindStayInTheSnapsOwnData() throws AttributeException {
        assertTrue(mounts(List.of(mount("none", "$SNAP_COMMON/t", List.of("tmpfs"), List.of("rw")))).contains("mount: type=tmpfs options=rw target=/var/snap/foo/common/t{,/}"));
        assertTrue(mounts(List.of(mount("$SNAP_DATA/a", "$SNAP_COMMON/b", List.of(), List.of("bind", "rw"))))
                .contains("mount: options=bind,rw source=/var/snap/foo/x1/a{,/} target=/var/snap/foo/common/b{,/}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/etc", "/usr/bin", "/media", "/media/", "/media/../etc", "/snap/foo/x1", "/proc", "/tmp/x", "/media/*", "/media/a b", "/media/a,\nmount,", "$SNAP/x", "$HOME/x", "media/x", ""})
    void aPlaceThatMustNotBeMountedOnIsRefusedByName(String where) {
        AttributeException e = assertThrows(AttributeException.class, () -> control.checkPlug(plug(List.of(mount("/dev/sdb1", where, List.of("ext4"), List.of("ro"))))));
        assertTrue(e.getMessage().startsWith("plug \"disks\" of snap \"foo\": attribute \"mount\": "), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "/dev/", "/dev/../etc/shadow", "/dev/sd*", "/home/u", "/var/lib/cordon/snaps", "/proc", "sdb1", "/dev/mem,", ""})
    void aSourceThatIsNoDeviceOrOwnDataIsRefused(String what) {
        assertThrows(AttributeException.class, () -> control.checkPlug(plug(List.of(mount(what, "/media/x", List.of("ext4"), List.of("ro"))))));
    }

    @Test
    void typesAndOptionsThatAreNotOnTheListAreRefused() {
        for (String type : List.of("proc", "sysfs", "overlay", "cgroup2", "ext4,", "EXT4", "bpf", "securityfs", "fuse")) {
            assertThrows(AttributeException.class, () -> control.checkPlug(plug(List.of(mount("/dev/sdb1", "/media/x", List.of(type), List.of("ro"))))), type);
        }
        for (String option : List.of("suid", "dev", "uid=0", "move", "ro,rw", "rshared")) {
            assertThrows(AttributeException.class, () -> control.checkPlug(plug(List.of(mount("/dev/sdb1", "/media/x", List.of("ext4"), List.of(option))))), option);
        }
    }

    @Test
    void whatIsNoListOfMountsIsRefused() {
        for (Object wrong : List.of("x", List.of(), List.of("x"), Map.of(), List.of(Map.of("where", "/media/x", "options", List.of("ro"))),
                List.of(Map.of("what", "/dev/sdb1", "where", "/media/x")), List.of(mount("/dev/sdb1", "/media/x", "ext4", List.of("ro"))),
                List.of(Map.of("what", "/dev/sdb1", "where", "/media/x", "options", List.of("ro"), "persist", true)),
                List.of(mount("$SNAP_DATA/a", "/media/x", List.of(), List.of("ro"))), List.of(mount("none", "/media/x", List.of("ext4"), List.of("ro"))))) {
            assertThrows(AttributeException.class, () -> control.checkPlug(plug(wrong)), wrong.toString());
        }
    }
}
