package cordon.iface.content;

import cordon.api.iface.Interface;
import cordon.testkit.InterfaceConformance;
import cordon.testkit.scratch.Sample;
import java.util.List;
import java.util.Map;

class ContentConformanceTest extends InterfaceConformance {
    @Override
    protected Interface subject() {
        return new Content();
    }

    @Override
    protected List<Sample> samples() {
        return List.of(new Sample(Map.of("content", "art", "target", "$SNAP/shared", "default-provider", "server"), Map.of("content", "art", "read", List.of("share/art"))),
                new Sample(Map.of("target", "$SNAP_DATA/box", "content", "box"), Map.of("content", "box", "write", List.of("$SNAP_COMMON/box"))),
                new Sample(Map.of("target", "$SNAP_COMMON/all", "content", "all"), Map.of("content", "all", "source", Map.of("read", List.of("$SNAP/a", "$SNAP/b"), "write", List.of("$SNAP_DATA/c")))));
    }
}
