package cordon.iface.mountcontrol;

import cordon.api.iface.Interface;
import cordon.testkit.InterfaceConformance;
import cordon.testkit.scratch.Sample;
import java.util.List;
import java.util.Map;

class MountControlConformanceTest extends InterfaceConformance {
    @Override
    protected Interface subject() {
        return new MountControl();
    }

    @Override
    protected List<Sample> samples() {
        return List.of(Sample.ofPlug(Map.of("mount", List.of(Map.of("what", "/dev/sdb1", "where", "/media/disk", "type", List.of("ext4"), "options", List.of("ro", "nosuid"))))),
                Sample.ofPlug(Map.of("mount", List.of(Map.of("what", "$SNAP_DATA/a", "where", "$SNAP_COMMON/b", "options", List.of("bind"))))));
    }
}
