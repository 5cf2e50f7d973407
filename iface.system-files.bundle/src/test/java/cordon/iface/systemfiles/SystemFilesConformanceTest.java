package cordon.iface.systemfiles;

import cordon.api.iface.Interface;
import cordon.testkit.InterfaceConformance;
import cordon.testkit.scratch.Sample;
import java.util.List;
import java.util.Map;

class SystemFilesConformanceTest extends InterfaceConformance {
    @Override
    protected Interface subject() {
        return new SystemFiles();
    }

    @Override
    protected List<Sample> samples() {
        return List.of(Sample.ofPlug(Map.of("read", List.of("/etc/foo"), "write", List.of("/etc/foo.conf"))));
    }
}
