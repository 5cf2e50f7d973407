package cordon.iface.i2c;

import cordon.api.iface.Interface;
import cordon.testkit.InterfaceConformance;
import cordon.testkit.scratch.Sample;
import java.util.List;
import java.util.Map;

class I2cConformanceTest extends InterfaceConformance {
    @Override
    protected Interface subject() {
        return new I2c();
    }

    @Override
    protected List<Sample> samples() {
        return List.of(Sample.ofPlug(Map.of("path", "/dev/i2c-1")), new Sample(Map.of(), Map.of("path", "/dev/i2c-1")));
    }
}
