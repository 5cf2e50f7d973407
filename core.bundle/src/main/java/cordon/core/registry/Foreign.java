package cordon.core.registry;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Calls into bundles of others. Whatever a bundle throws, a bug of its own included, is that bundle's failure: it must neither end
 * a thread of the core nor keep other snaps from being confined.
 */
public final class Foreign {
    private Foreign() {
    }

    /** A call into a bundle failed. The message is the bundle's, for people. */
    public static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        private Failure(Throwable cause) {
            super(message(cause), cause);
        }

        /** What the bundle threw. */
        public Throwable thrown() {
            return getCause();
        }

        /** A checked exception's message is meant for people; of any other, the class says most. */
        private static String message(Throwable cause) {
            boolean meant = cause instanceof Exception && !(cause instanceof RuntimeException) || cause instanceof IllegalArgumentException;
            return meant && cause.getMessage() != null ? cause.getMessage() : cause.toString();
        }
    }

    /** Calls on this thread. @throws Failure whatever the call throws */
    public static <T> T call(Callable<T> call) throws Failure {
        FutureTask<T> task = new FutureTask<>(call);
        task.run();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true; // The task is done: nothing is waited for, and the interrupt is for the caller.
                }
            }
        } catch (ExecutionException e) {
            throw new Failure(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
