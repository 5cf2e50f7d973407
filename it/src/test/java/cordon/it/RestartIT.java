package cordon.it;

import org.junit.ClassRule;

/** Restarts of root's daemon. */
public class RestartIT extends RestartChecks {
    @ClassRule
    public static final Daemon DAEMON = new Daemon();

    @Override
    Daemon daemon() {
        return DAEMON;
    }
}
