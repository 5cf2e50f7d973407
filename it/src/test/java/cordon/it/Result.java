package cordon.it;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

/** What a command printed and how it ended. */
record Result(String command, int status, String out, String err) {

    Result succeeds() {
        assertEquals(toString(), 0, status);
        return this;
    }

    /** Fails with a message that has all of these words, on one line each, and no stack trace. */
    Result fails(String... words) {
        assertNotEquals(toString(), 0, status);
        for (String word : words) {
            assertTrue("no \"" + word + "\" in " + this, err.contains(word));
        }
        assertTrue("a stack trace in " + this, !err.contains("\tat ") && !err.contains("Exception"));
        return this;
    }

    Result prints(String... words) {
        for (String word : words) {
            assertTrue("no \"" + word + "\" in " + this, out.contains(word));
        }
        return this;
    }

    Result doesNotPrint(String word) {
        assertTrue("\"" + word + "\" in " + this, !out.contains(word) && !err.contains(word));
        return this;
    }

    @Override
    public String toString() {
        return "$ " + command + "\n" + out + "--- standard error\n" + err + "--- status " + status;
    }
}
