package cordon.core.manage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cordon.api.snap.SecurityLabel;
import cordon.core.CordonException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaunchTurnsTest {
    private static final SecurityLabel BAR = new SecurityLabel("foo", "bar");
    private static final SecurityLabel OTHER = new SecurityLabel("foo", "other");

    private final LaunchTurns turns = new LaunchTurns();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @AfterEach
    void end() {
        goOn.countDown();
        threads.shutdownNow();
    }

    private String waiting() {
        begun.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "done";
    }

    private CompletableFuture<String> launching(SecurityLabel label, LaunchGate.Passage<String> launch) {
        CompletableFuture<String> future = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                future.complete(turns.launch(label, launch));
            } catch (CordonException e) {
                future.completeExceptionally(e);
            }
        });
        return future;
    }

    private CompletableFuture<String> changing(SecurityLabel label, LaunchTurns.Change<String, RuntimeException> change) {
        return CompletableFuture.supplyAsync(() -> turns.change(Set.of(label), change), threads);
    }

    private static void assertWaits(CompletableFuture<String> future) {
        assertThrows(TimeoutException.class, () -> future.get(100, TimeUnit.MILLISECONDS));
    }

    private static void assertDone(CompletableFuture<String> future) throws Exception {
        assertEquals("done", future.get(60, TimeUnit.SECONDS));
    }

    @Test
    void aLaunchWaitsForAChangeOfItsCommand() throws Exception {
        CompletableFuture<String> change = changing(BAR, this::waiting);
        begun.await();
        CompletableFuture<String> launch = launching(BAR, () -> "done");
        assertWaits(launch);
        goOn.countDown();
        assertDone(launch);
        assertDone(change);
    }

    @Test
    void aChangeWaitsForALaunchOfItsCommand() throws Exception {
        CompletableFuture<String> launch = launching(BAR, this::waiting);
        begun.await();
        CompletableFuture<String> change = changing(BAR, () -> "done");
        assertWaits(change);
        goOn.countDown();
        assertDone(change);
        assertDone(launch);
    }

    @Test
    void otherCommandsGoOn() throws Exception {
        CompletableFuture<String> change = changing(BAR, this::waiting);
        begun.await();
        assertDone(launching(OTHER, () -> "done"));
        assertFalse(change.isDone());
    }

    @Test
    void aChangeThatFailsLetsLaunchesGoOn() throws Exception {
        CompletableFuture<String> change = changing(BAR, () -> {
            throw new IllegalStateException("it fails");
        });
        assertTrue(assertThrows(ExecutionException.class, () -> change.get(60, TimeUnit.SECONDS)).getMessage().contains("it fails"));
        assertDone(launching(BAR, () -> "done"));
    }
}
