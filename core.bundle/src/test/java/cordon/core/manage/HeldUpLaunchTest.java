package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.core.CordonException;
import cordon.core.Progress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user stops the process that makes his directories, or his tracer: his launch waits, and nobody else. */
class HeldUpLaunchTest extends SystemTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @BeforeEach
    void install() throws Exception {
        system.install("foo", "apps: {app: {command: c}}\n");
        system.install("other", "apps: {app: {command: c}}\n");
    }

    @AfterEach
    void end() {
        goOn.countDown();
        threads.shutdownNow();
    }

    private void hold() {
        held.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Future<?> launch() throws InterruptedException {
        Future<?> launch = threads.submit(() -> {
            system.cordon.run(system.request("foo.app")).process().close();
            return null;
        });
        held.await();
        return launch;
    }

    @Test
    void whileItIsPreparedSnapsAreRemovedItsOwnToo() throws Exception {
        system.launcher.whenPrepared = this::hold;
        Future<?> launch = launch();
        system.cordon.remove("other", false, Progress.SILENT);
        system.cordon.remove("foo", false, Progress.SILENT);
        goOn.countDown();
        ExecutionException end = assertThrows(ExecutionException.class, launch::get);
        assertEquals(CordonException.Kind.NOT_FOUND, ((CordonException) end.getCause()).kind());
        assertTrue(system.launcher.started.isEmpty());
    }

    @Test
    void whileItsTracerDoesNotComeOtherSnapsAreRemovedAndItIsKnownToRun() throws Exception {
        system.launcher.whenAccompanied = this::hold;
        Future<?> launch = launch();
        system.cordon.remove("other", false, Progress.SILENT);
        assertTrue(assertThrows(CordonException.class, () -> system.cordon.remove("foo", false, Progress.SILENT)).getMessage().contains("it runs as process"));
        assertFalse(launch.isDone());
        goOn.countDown();
        launch.get();
    }

    @Test
    void anotherRevisionThatComesMeanwhileIsPreparedToo() throws Exception {
        system.launcher.whenPrepared = this::hold;
        Future<?> launch = launch();
        system.install("foo", "apps: {app: {command: c}}\n");
        goOn.countDown();
        launch.get();
        assertEquals("x2", system.launcher.started.get(0).identity().revision());
    }
}
