package cordon.iface.personalfiles;

import cordon.api.iface.Interface;
import cordon.testkit.InterfaceConformance;
import cordon.testkit.scratch.Sample;
import java.util.List;
import java.util.Map;

class PersonalFilesConformanceTest extends InterfaceConformance {
    @Override
    protected Interface subject() {
        return new PersonalFiles();
    }

    @Override
    protected List<Sample> samples() {
        return List.of(Sample.ofPlug(Map.of("read", List.of("$HOME/.config/foo"), "write", List.of("$HOME/.foorc"))));
    }
}
