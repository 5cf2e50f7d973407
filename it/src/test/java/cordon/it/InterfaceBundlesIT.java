package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import cordon.core.Cordon;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Every interface of the distribution, stopped and started in the running framework. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class InterfaceBundlesIT {
    private static final String PREFIX = "cordon.iface.";

    @Inject
    private BundleContext context;
    @Inject
    private Cordon cordon;

    @Configuration
    public Option[] framework() throws Exception {
        Path root = Path.of("target/interface-bundles").toAbsolutePath();
        Files.createDirectories(root);
        return Distribution.framework(root);
    }

    private void awaitInterfaces(Set<String> wanted) throws Exception {
        Set<String> here = Until.answer(() -> cordon.interfaces().stream().map(view -> view.info().name()).collect(Collectors.toCollection(TreeSet::new)), wanted::equals);
        assertEquals(wanted, here);
    }

    @Test
    public void eachGoesAloneAndComesBack() throws Exception {
        List<Bundle> bundles = Arrays.stream(context.getBundles()).filter(bundle -> bundle.getSymbolicName().startsWith(PREFIX)).toList();
        Set<String> all = bundles.stream().map(bundle -> bundle.getSymbolicName().substring(PREFIX.length())).collect(Collectors.toCollection(TreeSet::new));
        assertTrue(all.toString(), all.size() >= 35);
        awaitInterfaces(all);
        for (Bundle bundle : bundles) {
            Set<String> others = new TreeSet<>(all);
            others.remove(bundle.getSymbolicName().substring(PREFIX.length()));
            bundle.stop();
            awaitInterfaces(others);
            bundle.start();
            awaitInterfaces(all);
        }
    }
}
