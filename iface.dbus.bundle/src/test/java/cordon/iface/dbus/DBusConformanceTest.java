package cordon.iface.dbus;

import cordon.api.iface.Interface;
import cordon.testkit.InterfaceConformance;
import cordon.testkit.scratch.Sample;
import java.util.List;
import java.util.Map;

class DBusConformanceTest extends InterfaceConformance {
    @Override
    protected Interface subject() {
        return new DBus();
    }

    @Override
    protected List<Sample> samples() {
        return List.of(new Sample(Map.of("bus", "session", "name", "com.example.Foo"), Map.of("bus", "session", "name", "com.example.Foo")),
                new Sample(Map.of("bus", "system", "name", "com.example.Foo"), Map.of("bus", "system", "name", "com.example.Foo")));
    }
}
