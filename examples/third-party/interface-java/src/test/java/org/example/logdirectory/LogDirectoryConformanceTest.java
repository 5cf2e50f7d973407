package org.example.logdirectory;

import cordon.api.iface.Interface;
import cordon.testkit.InterfaceConformance;
import cordon.testkit.scratch.Sample;
import java.util.List;
import java.util.Map;

/** What every interface must hold. */
class LogDirectoryConformanceTest extends InterfaceConformance {
    @Override
    protected Interface subject() {
        return new LogDirectory();
    }

    @Override
    protected List<Sample> samples() {
        return List.of(Sample.ofPlug(Map.of("directory", "/var/log/example")));
    }
}
