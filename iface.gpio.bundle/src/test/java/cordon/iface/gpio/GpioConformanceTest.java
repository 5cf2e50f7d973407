package cordon.iface.gpio;

import cordon.api.iface.Interface;
import cordon.testkit.InterfaceConformance;
import cordon.testkit.scratch.Sample;
import java.util.List;
import java.util.Map;

class GpioConformanceTest extends InterfaceConformance {
    @Override
    protected Interface subject() {
        return new Gpio();
    }

    @Override
    protected List<Sample> samples() {
        return List.of(Sample.ofPlug(Map.of("number", 17)), new Sample(Map.of("number", 17), Map.of("number", 17)));
    }
}
