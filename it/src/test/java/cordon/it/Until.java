package cordon.it;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Waits for what comes on its own. The limit is for machines that are slow or busy: nothing that is waited for takes a hundredth of it elsewhere. */
final class Until {
    /** How long is waited at the most. */
    static final int SECONDS = 120;

    private static final int STEP_MILLIS = 25;

    private Until() {
    }

    /** Waits until a condition holds. @throws AssertionError when it does not in time */
    static void holds(String what, Callable<Boolean> condition) throws Exception {
        if (!answer(condition, holds -> holds)) {
            throw new AssertionError("not true in time: " + what);
        }
    }

    /** Asks until the answer is the wanted one. @return the last answer, whatever it is */
    static <T> T answer(Callable<T> question, Predicate<T> wanted) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        T answer = question.call();
        while (!wanted.test(answer) && System.nanoTime() < end) {
            Thread.sleep(STEP_MILLIS);
            answer = question.call();
        }
        return answer;
    }
}
