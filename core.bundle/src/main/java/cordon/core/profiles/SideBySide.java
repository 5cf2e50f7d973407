package cordon.core.profiles;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Takes the same step for several backends at once, each on a thread of its own, and waits for all of them: AppArmor's parser and libseccomp
 * take most of a change's time, and neither needs what the other makes. Owns its threads, always the same, which end when it is closed.
 */
final class SideBySide implements AutoCloseable {
    /** More backends than that have little to do, and wait for their turn. */
    private static final int THREADS = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "cordon-profiles");
        thread.setDaemon(true);
        return thread;
    });

    /** A step. */
    @FunctionalInterface
    interface Step<T, R> {
        R take(T subject) throws ProfileException;
    }

    /**
     * How a step ended: with one of the two.
     *
     * @param result  when it was taken
     * @param failure when it could not be
     */
    record End<R>(Optional<R> result, Optional<ProfileException> failure) {
        private static <T, R> End<R> of(T subject, Step<T, R> step) {
            try {
                return new End<>(Optional.of(step.take(subject)), Optional.empty());
            } catch (ProfileException e) {
                return new End<>(Optional.empty(), Optional.of(e));
            }
        }
    }

    /** How each step ended, in the order of the subjects. Nothing runs any more when it returns. */
    <T, R> List<End<R>> each(Collection<T> subjects, Step<T, R> step) {
        if (subjects.size() <= 1) {
            return subjects.stream().map(subject -> End.of(subject, step)).toList();
        }
        List<CompletableFuture<End<R>>> steps = new ArrayList<>();
        subjects.forEach(subject -> steps.add(CompletableFuture.supplyAsync(() -> End.of(subject, step), threads)));
        CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new)).join(); // Not interruptible: a step that goes on alone would undo what comes after.
        return steps.stream().map(CompletableFuture::join).toList();
    }

    /** What all steps came to. @throws ProfileException the first failure in the order of the subjects, with the others as suppressed ones */
    static <R> List<R> results(List<End<R>> ends) throws ProfileException {
        List<ProfileException> failures = ends.stream().flatMap(end -> end.failure().stream()).toList();
        if (!failures.isEmpty()) {
            failures.stream().skip(1).forEach(failures.get(0)::addSuppressed);
            throw failures.get(0);
        }
        return ends.stream().map(end -> end.result().orElseThrow()).toList();
    }

    /** Ends the threads. Called when no step is under way. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
