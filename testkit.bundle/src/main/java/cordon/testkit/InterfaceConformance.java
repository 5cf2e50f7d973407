package cordon.testkit;

import cordon.api.iface.Interface;
import cordon.testkit.scratch.Sample;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the rules of every interface have to hold, whatever it is for. A test class of its author extends this one and says which interface it is:
 *
 * <pre>{@code
 * class LogDirectoryConformanceTest extends InterfaceConformance {
 *     protected Interface subject() {
 *         return new LogDirectory();
 *     }
 *
 *     protected List<Sample> samples() {
 *         return List.of(Sample.ofPlug(Map.of("directory", "/var/log/nginx")));
 *     }
 * }
 * }</pre>
 *
 * Nothing of the system is asked or changed; {@link LiveConformance} does that.
 */
public abstract class InterfaceConformance {
    /** The interface; the same each time, or an equal one. */
    protected abstract Interface subject();

    /** Plugs and slots that are right and fit each other; together they have each attribute that the interface documents. */
    protected List<Sample> samples() {
        return List.of(Sample.PLAIN);
    }

    @TestFactory
    Stream<DynamicTest> conformance() {
        return Conformance.tests(subject(), samples());
    }
}
