package cordon.it;

import org.junit.ClassRule;
import org.junit.rules.RuleChain;
import org.junit.rules.TestRule;

/** Restarts of an ordinary user's daemon, which has no control groups and another user namespace each time. */
public class RootlessRestartIT extends RestartChecks {
    private static final Daemon DAEMON = Daemon.ofAlice();

    @ClassRule
    public static final TestRule ALICES = RuleChain.outerRule(Daemon.USERS_MAKE_NAMESPACES).around(DAEMON);

    @Override
    Daemon daemon() {
        return DAEMON;
    }
}
