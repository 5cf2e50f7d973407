package cordon.iface.serialport;

import cordon.api.iface.Interface;
import cordon.testkit.InterfaceConformance;
import cordon.testkit.scratch.Sample;
import java.util.List;
import java.util.Map;

class SerialPortConformanceTest extends InterfaceConformance {
    @Override
    protected Interface subject() {
        return new SerialPort();
    }

    @Override
    protected List<Sample> samples() {
        return List.of(Sample.ofPlug(Map.of("path", "/dev/ttyUSB0")), new Sample(Map.of(), Map.of("path", "/dev/ttyUSB0")));
    }
}
