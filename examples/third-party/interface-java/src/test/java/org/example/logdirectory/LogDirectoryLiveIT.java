package org.example.logdirectory;

import cordon.testkit.LiveConformance;
import cordon.testkit.scratch.Sample;
import java.nio.file.Path;
import java.util.Map;

/** The bundle in a daemon, on the running kernel. */
class LogDirectoryLiveIT extends LiveConformance {
    @Override
    protected Path file() {
        return Path.of("target/interface-log-directory-1.0.0.jar");
    }

    @Override
    protected String interfaceName() {
        return "log-directory";
    }

    @Override
    protected Sample sample() {
        return Sample.ofPlug(Map.of("directory", "/var/log/example"));
    }
}
