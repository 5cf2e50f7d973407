package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.backend.BackendException;
import cordon.core.CordonException;
import cordon.core.CordonException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backends work at the same time, and whichever is first or fails, all have the change or none. */
class SideBySideTest extends SystemTest {
    private static final String CONNECT = "cannot connect foo:network to :network: ";
    private static final long LIMIT_SECONDS = 120;
    private List<FakeBackend> all;

    @BeforeEach
    void install() throws Exception {
        system.add(FakeInterface.system("network", false, "net_raw"));
        system.install("foo", "plugs: {network: }\napps: {app: {command: c}}\n");
        all = List.of(system.mount, system.landlock, system.seccomp);
    }

    private void connect() throws Exception {
        system.cordon.connect("foo:network", Optional.empty());
    }

    private List<String> loaded() {
        return all.stream().map(one -> one.loaded.toString()).toList();
    }

    private static FakeBackend.Pause at(CyclicBarrier barrier) {
        return () -> {
            try {
                barrier.await(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new BackendException("the others did not come: " + e, e);
            }
        };
    }

    @Test
    void noBackendBeginsToCompileOrToLoadOnlyWhenAnotherIsDone() throws Exception {
        CyclicBarrier compiling = new CyclicBarrier(all.size());
        CyclicBarrier loading = new CyclicBarrier(all.size());
        for (FakeBackend backend : all) {
            backend.beforeCompile = at(compiling);
            backend.beforeLoad = at(loading);
        }
        connect();
        assertTrue(loaded().stream().allMatch(text -> text.contains("net_raw")), loaded().toString());
    }

    @Test
    void theSameHoldsWhenBundlesComeAndGo() throws Exception {
        CyclicBarrier loading = new CyclicBarrier(all.size());
        all.forEach(backend -> backend.beforeLoad = at(loading));
        system.restart();
        system.cordon.run(system.request("foo.app")).process().close();
    }

    @Test
    void nothingIsLoadedBeforeAllHaveCompiled() throws Exception {
        List<String> before = loaded();
        CyclicBarrier compiling = new CyclicBarrier(all.size());
        all.forEach(backend -> backend.beforeCompile = at(compiling));
        for (FakeBackend failing : all) {
            failing.uncompilable = "net_raw";
            all.forEach(backend -> backend.beforeLoad = () -> {
                throw new BackendException("loaded too early");
            });
            refused(Kind.SYSTEM, CONNECT + "cannot compile the " + failing.name() + " profile of snap.foo.app: it cannot say net_raw", this::connect);
            assertEquals(before, loaded());
            failing.uncompilable = null;
        }
    }

    @Test
    void whatOthersHaveLoadedBeforeAFailureIsUndone() throws Exception {
        List<String> before = loaded();
        for (FakeBackend failing : all) {
            List<FakeBackend> others = all.stream().filter(one -> one != failing).toList();
            others.forEach(one -> one.beforeLoad = () -> { });
            failing.refuses = "net_raw";
            failing.beforeLoad = () -> until(() -> others.stream().allMatch(one -> one.loaded.toString().contains("net_raw")));
            refused(Kind.SYSTEM, CONNECT + "cannot load the " + failing.name() + " profile of snap.foo.app: the kernel does not like net_raw", this::connect);
            assertEquals(before, loaded());
            failing.refuses = null;
            failing.beforeLoad = () -> { };
        }
    }

    @Test
    void whatOthersLoadAfterAFailureIsUndoneToo() throws Exception {
        List<String> before = loaded();
        for (FakeBackend failing : all) {
            CountDownLatch failed = new CountDownLatch(1);
            failing.beforeLoad = () -> {
                failed.countDown();
                throw new BackendException("the kernel is full");
            };
            all.stream().filter(one -> one != failing).forEach(one -> one.beforeLoad = () -> until(() -> failed.getCount() == 0));
            refused(Kind.SYSTEM, CONNECT + "cannot load the " + failing.name() + " profile of snap.foo.app: the kernel is full", this::connect);
            assertEquals(before, loaded());
            all.forEach(one -> one.beforeLoad = () -> { });
        }
    }

    @Test
    void ofSeveralFailuresTheFirstInTheOrderOfTheStagesIsToldAndTheOthersAreKept() throws Exception {
        all.forEach(one -> one.refuses = "net_raw");
        CordonException refusal = assertThrows(CordonException.class, this::connect);
        assertEquals(CONNECT + "cannot load the mount profile of snap.foo.app: the kernel does not like net_raw", refusal.getMessage());
        assertEquals(2, refusal.getCause().getSuppressed().length);
    }

    @Test
    void theThreadsEndWithTheService() throws Exception {
        connect();
        system.close();
        until(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().equals("cordon-profiles")));
    }

    private static void until(BooleanSupplier condition) throws BackendException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new BackendException("waited in vain");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
